package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.bianmin.hub.indicator.report.ReportFhir;
import org.bianmin.hub.indicator.report.ReportSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Definitions of indicators as FHIR R4. */
@RestController
@RequestMapping("/api/v1/programmes/{programme}/indicators/{id}/measure")
@Tag(name = "indicators")
final class MeasureApi {

  private final ObjectProvider<ReportSource> source;

  MeasureApi(ObjectProvider<ReportSource> source) {
    this.source = source;
  }

  @GetMapping(produces = "application/fhir+json")
  @Operation(summary = "What an indicator is, as a FHIR R4 Measure")
  JsonNode measure(@PathVariable String programme, @PathVariable String id) {
    return source
        .getObject()
        .described(programme, id)
        .map(value -> ReportFhir.measure(programme, value))
        .orElseThrow(
            () ->
                new NotFound(
                    "Programme "
                        + programme
                        + " has no such indicator; look at /api/v1/programmes"));
  }
}
