package org.bianmin.hub.receive;

import java.util.Map;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;

/**
 * The source that messages at {@code /fhir} belong to: the first enabled entry of {@code
 * hub.sources} with transport {@code fhir}, in the order of ids.
 *
 * @param id id of the source
 * @param facility facility that it stands for
 * @param maxBytes largest body
 */
record FhirSource(String id, String facility, int maxBytes) {

  /**
   * Finds the source.
   *
   * @throws FhirRefusal 404 when none is configured
   */
  static FhirSource of(Sources sources) {
    for (Map.Entry<String, SourceProperties> source : sources.sources().entrySet()) {
      SourceProperties properties = source.getValue();
      if (properties.enabled() && "fhir".equals(properties.transport())) {
        long max = Math.min(properties.maxFrame().toBytes(), Integer.MAX_VALUE - 16L);
        return new FhirSource(source.getKey(), sources.facilityOf(source.getKey()), (int) max);
      }
    }
    throw new FhirRefusal(
        HttpStatus.NOT_FOUND,
        IssueType.NOTSUPPORTED,
        "FHIR is not received here: configure hub.sources.<id>.transport=fhir");
  }
}
