package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.settlement.bedside.BedsideFigure;
import org.bianmin.hub.settlement.bedside.BedsideView;
import org.bianmin.hub.settlement.bedside.FacilitySettlements;
import org.bianmin.hub.settlement.bedside.WardSettlements;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where patients settle, and how long they wait. */
@RestController
@RequestMapping("/api/v1/settlement")
@Tag(name = "settlement")
final class BedsideApi {

  /**
   * The bedside view of a facility.
   *
   * @param kindUntold inpatient settlements that do not say whether they are final
   * @param suspended final settlements whose discharge was cancelled
   * @param all of all wards together
   */
  record Facility(
      String facility,
      String period,
      String asOf,
      long kindUntold,
      long suspended,
      WardSettlements all,
      List<WardSettlements> wards,
      List<Indicator> figures) {}

  /**
   * An indicator.
   *
   * @param name in Chinese; {@code nameEn} in English
   * @param value in {@code unit}; null where there is nothing to divide by
   * @param target null where none is set
   * @param coverage null: it is not known which days a facility should have told
   * @param basis {@code computed}
   */
  record Indicator(
      String id,
      String name,
      String nameEn,
      BigDecimal value,
      Long numerator,
      Long denominator,
      String unit,
      BigDecimal target,
      BigDecimal coverage,
      String basis,
      String asOf,
      List<BedsideFigure.Part> parts,
      Words definition) {}

  private final ObjectProvider<BedsideView> view;
  private final Times times;

  BedsideApi(ObjectProvider<BedsideView> view, Times times) {
    this.view = view;
    this.times = times;
  }

  @GetMapping("/bedside")
  @Operation(
      summary = "Final inpatient settlements of a period by ward and settlement point",
      description =
          "Of one facility or of each that has facts in the period: shares at the bedside, the ward"
              + " and the window, minutes from order to settlement and from settlement to invoice,"
              + " the same-day rate, and AHN-09, AHN-10, HAI-21, SXN-06 to SXN-09, SXN-12, HAN-03,"
              + " ZDN-01. A settlement counts while its discharge is not cancelled.")
  Listing<Facility> bedside(
      @RequestParam String period, @RequestParam(required = false) String facility) {
    try {
      BedsideView.Answer answer = view.getObject().of(period, MessageFilter.given(facility));
      return new Listing<>(answer.facilities(), null).map(of -> facility(of, answer));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }

  @GetMapping("/bedside/{id}/lineage")
  @Operation(
      summary = "The facts behind the numerator or denominator of AHN-09, AHN-10 or HAI-21",
      description =
          "Settlements of AHN-09 and AHN-10, discharges of HAI-21, oldest first; of one ward, where"
              + " ward is given (empty: the one that is untold).")
  Listing<FactsBehind.Counted> lineage(
      @PathVariable String id,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String ward,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    boolean numerator = FactsBehind.numerator(of);
    return FactsBehind.page(
        limit,
        times,
        size ->
            view.getObject()
                .facts(
                    id,
                    numerator,
                    period,
                    MessageFilter.given(facility),
                    ward,
                    MessageFilter.given(after),
                    size),
        () ->
            new NotFound(
                "There are no facts behind "
                    + id
                    + " to list; there are behind "
                    + String.join(", ", view.getObject().traceable())));
  }

  private Facility facility(FacilitySettlements of, BedsideView.Answer answer) {
    String asOf = times.text(answer.asOf());
    return new Facility(
        of.facility(),
        answer.period().text(),
        asOf,
        of.kindUntold(),
        of.suspended(),
        of.all(),
        of.wards(),
        of.figures().stream().map(figure -> indicator(figure, asOf)).toList());
  }

  private static Indicator indicator(BedsideFigure figure, String asOf) {
    return new Indicator(
        figure.id(),
        figure.name().zh(),
        figure.name().en(),
        figure.value(),
        figure.numerator(),
        figure.denominator(),
        figure.unit(),
        figure.target(),
        null,
        "computed",
        asOf,
        figure.parts(),
        figure.definition());
  }
}
