package org.bianmin.hub.recognition;

/** Why a report cannot be published as it is, and what somebody can do about it. */
public enum NotPublishable {
  NOT_A_REPORT(
      "the fact is no result.issued",
      "list only result.issued in hub.destinations.<id>.events of a destination with the route"
          + " forward-recognition"),
  NOT_ANNOUNCED(
      "only amendments of the report are known, nothing has recorded it",
      "wait for the final report, or have the sender send it"),
  NO_PATIENT(
      "the report names no patient, neither by a legal id nor by a number of the hospital",
      "have the sender fill PID-3 (FHIR: subject), or name another place as the term patient of the"
          + " source's profile"),
  NO_REPORT_TIME(
      "the report tells no time of issue", "have the sender fill OBR-22 or OBR-7 (FHIR: issued)"),
  NO_RESULT(
      "the report holds no item, no findings, no conclusion and no document",
      "have the sender send the results with a status of final (OBX-11) and codes (OBX-3), or name"
          + " other places in the source's profile"),
  DOCUMENT_GONE(
      "a document of the report is not in the store",
      "replay the message of the report, which stores its documents again"),
  TOO_LARGE(
      "the bundle is larger than the 32 MiB that the contract allows",
      "have the sender make its documents smaller: fewer scanned pages, or a lower resolution");

  private final String text;
  private final String remedy;

  NotPublishable(String text, String remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** What is the matter, without patient data. */
  public String text() {
    return text;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
