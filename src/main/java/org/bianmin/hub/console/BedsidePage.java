package org.bianmin.hub.console;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.settlement.bedside.BedsideView;
import org.bianmin.hub.settlement.bedside.FacilitySettlements;
import org.bianmin.hub.store.RecentAnswers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where patients settle, ward by ward, for people. */
@ConsolePage
final class BedsidePage {

  private final ObjectProvider<BedsideView> view;
  private final ShownFacility shownFacility;
  private final Clock clock;

  BedsidePage(ObjectProvider<BedsideView> view, ShownFacility shownFacility, HubZone zone) {
    this.view = view;
    this.shownFacility = shownFacility;
    this.clock = Clock.system(zone.zone());
  }

  @GetMapping("/bedside")
  String page(
      @RequestParam(required = false) String period,
      @RequestParam(required = false) String facility,
      Model model) {
    LocalDate today = LocalDate.now(clock);
    String asked = MessageFilter.given(period);
    String text = asked == null ? CommonPeriods.month(today) : asked;
    RecentAnswers.Now<BedsideView.Answer> known;
    try {
      known = view.getObject().known(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    BedsideView.Answer answer = known.answer();
    List<FacilitySettlements> counted = answer == null ? List.of() : answer.facilities();
    List<String> facilities = counted.stream().map(FacilitySettlements::facility).toList();
    String shown = shownFacility.of(MessageFilter.given(facility), facilities);
    FacilitySettlements found =
        counted.stream().filter(one -> one.facility().equals(shown)).findFirst().orElse(null);
    Locale locale = LocaleContextHolder.getLocale();
    model.addAttribute("period", answer == null ? text : answer.period().text());
    model.addAttribute("making", known.making());
    model.addAttribute("periods", CommonPeriods.of(today));
    model.addAttribute("facilities", facilities);
    model.addAttribute("facility", shown);
    model.addAttribute("asOf", answer == null ? null : answer.asOf());
    model.addAttribute("found", found);
    model.addAttribute("locale", locale);
    if (found != null) {
      model.addAttribute("traceable", view.getObject().traceable());
      model.addAttribute("all", WardRow.of(found.all()));
      model.addAttribute("wards", found.wards().stream().map(WardRow::of).toList());
    }
    return "console/bedside";
  }
}
