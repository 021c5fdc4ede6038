package org.bianmin.hub.recognition;

/** What a bundle needs besides the report itself. */
public interface ReportSources {

  /** Name of a facility as people know it; null where nobody wrote one down. */
  String facilityName(String facility);

  /**
   * A document of a report.
   *
   * @param hash SHA-256 of its bytes, hexadecimal
   * @return its bytes, null when the store does not have it
   */
  byte[] document(String hash);
}
