package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.bianmin.hub.indicator.report.Change;
import org.bianmin.hub.indicator.report.Forms;
import org.bianmin.hub.indicator.report.Grid;
import org.bianmin.hub.indicator.report.ReportDetails;
import org.bianmin.hub.indicator.report.ReportDocument;
import org.bianmin.hub.indicator.report.ReportFhir;
import org.bianmin.hub.indicator.report.ReportFhirChanges;
import org.bianmin.hub.indicator.report.ReportValue;
import org.bianmin.hub.indicator.report.RevisionKind;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports in their forms: as a spreadsheet, as FHIR, and as the contract's document. */
@RestController
@RequestMapping("/api/v1/reports")
@Tag(name = "reports")
final class ReportFilesApi {

  private static final MediaType XLSX =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  private static final String FHIR = "application/fhir+json";

  private final ReportRoom room;
  private final ObjectProvider<ReportDetails> details;
  private final ObjectProvider<ReportDocument> document;
  private final ObjectProvider<Forms> forms;
  private final HubZone zone;

  ReportFilesApi(
      ReportRoom room,
      ObjectProvider<ReportDetails> details,
      ObjectProvider<ReportDocument> document,
      ObjectProvider<Forms> forms,
      HubZone zone) {
    this.room = room;
    this.details = details;
    this.document = document;
    this.forms = forms;
    this.zone = zone;
  }

  /**
   * A revision that is cut, with its programme.
   *
   * @throws Refused before the cut, or without the programme
   */
  ReportView cut(long id, Integer revision) {
    ReportView view = ReportView.of(room, details.getObject(), id, revision);
    if (view.revision() == null) {
      throw new Refused("Report " + id + " is not cut yet");
    }
    if (view.kind() == null) {
      throw new Refused(
          "Programme " + view.line().key().programme() + " of report " + id + " is not in force");
    }
    return view;
  }

  /** A report in its form, in the language of the person where the form has none of its own. */
  Grid grid(ReportView view, Locale locale) {
    LocalDate on = Instant.ofEpochMilli(view.revision().cutAt()).atZone(zone.zone()).toLocalDate();
    return ReportRoom.told(
        () ->
            forms
                .getObject()
                .fill(
                    view.kind().form(),
                    view.kind(),
                    view.line().key(),
                    view.scopeName(),
                    values(view),
                    on,
                    locale));
  }

  /** What a correction or restatement changed and why; empty where it is neither. */
  Optional<Grid> changes(ReportView view, Locale locale) {
    List<Change> changes = changes(view);
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(Change.grid(changes, view.revision(), locale));
  }

  private static List<Change> changes(ReportView view) {
    // of what the platform does not have there is nothing to restate
    return view.revision().kind() == RevisionKind.FIRST
        ? List.of()
        : view.values().stream()
            .filter(value -> value.was() != null)
            .map(
                value ->
                    new Change(
                        value.value(),
                        value.was(),
                        value.kinds(),
                        value.causeCount(),
                        value.causes().stream()
                            .map(ReportDetails.ToldCause::key)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList()))
            .toList();
  }

  private static List<ReportValue> values(ReportView view) {
    return view.values().stream().map(ReportView.Value::value).toList();
  }

  @GetMapping("/{id:\\d+}.xlsx")
  @Operation(summary = "A report in its printed form, as a spreadsheet")
  ResponseEntity<byte[]> xlsx(
      @PathVariable long id, @RequestParam(required = false) Integer revision) throws IOException {
    ReportView view = cut(id, revision);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Locale locale = LocaleContextHolder.getLocale();
    List<Grid> sheets = new ArrayList<>();
    sheets.add(grid(view, locale));
    changes(view, locale).ifPresent(sheets::add);
    forms.getObject().xlsx(sheets, out);
    String name =
        view.line().key().programme() + "-" + view.line().key().when().replace('@', '-') + ".xlsx";
    return ResponseEntity.ok()
        .contentType(XLSX)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(out.toByteArray());
  }

  @GetMapping(value = "/{id:\\d+}/fhir", produces = FHIR)
  @Operation(
      summary = "A report as FHIR R4 MeasureReport; with resource=Measure what is reported",
      description =
          "With resource=Provenance who answers for it, and what a restatement takes the place of.")
  JsonNode fhir(
      @PathVariable long id,
      @RequestParam(required = false) Integer revision,
      @RequestParam(defaultValue = "MeasureReport") String resource) {
    ReportView view = cut(id, revision);
    if (resource.equals("Measure")) {
      return ReportFhir.measure(view.kind(), values(view));
    }
    if (resource.equals("Provenance")) {
      return ReportFhirChanges.provenance(view.line(), view.revision(), changes(view), zone.zone());
    }
    ObjectNode report =
        ReportFhir.report(view.kind(), view.line(), view.revision(), values(view), zone.zone());
    ReportFhirChanges.tell(report, view.line(), view.revision(), changes(view));
    return report;
  }

  @GetMapping("/{id:\\d+}/document")
  @Operation(
      summary = "A revision as the contract writes it (indicator-report.json)",
      description = "What goes to the platform, and what a county or city takes as an upload.")
  JsonNode document(@PathVariable long id, @RequestParam(required = false) Integer revision) {
    // it needs nothing of the programme, which may be gone
    ReportView view = ReportView.of(room, details.getObject(), id, revision);
    if (view.revision() == null) {
      throw new Refused("Report " + id + " is not cut yet");
    }
    return document.getObject().of(view.line(), view.revision());
  }
}
