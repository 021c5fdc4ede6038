package org.bianmin.hub.recognition;

/** What became of a report that was to be published. */
public sealed interface ReportBundle {

  /**
   * A FHIR R4 document bundle.
   *
   * @param json UTF-8, {@code application/fhir+json}
   * @param urgent whether it carries the tag of what must be shown at once
   */
  record Written(byte[] json, boolean urgent) implements ReportBundle {}

  /** It cannot be published as it is. */
  record Refused(NotPublishable reason) implements ReportBundle {}
}
