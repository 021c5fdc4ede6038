package org.bianmin.hub.recognition;

/**
 * One result that exists already and may serve instead of a new examination.
 *
 * @param reportKey key of the report, {@code result.issued:<facility>:<reportNo>}
 * @param reportNo the report's number at the facility that issued it
 * @param reportVersion its version, as the measure event has it
 * @param facility code of that facility
 * @param facilityName its name, null where not known
 * @param itemCode the province's item code
 * @param itemName name of the item, null where not told
 * @param reportedAt epoch milliseconds, null where not told
 * @param value as the source wrote it, null for examinations without a value (images)
 * @param unit as the source wrote it, null where not told
 * @param refRange as the source wrote it, null where not told
 * @param flag abnormal flag as the source wrote it, null where not told
 * @param scope code of {@code hr-scope}
 * @param label the mark as printed, for example 全国HR
 * @param expiresAt last moment of its validity, epoch milliseconds
 * @param link address of images or of the report, null where there is none
 */
public record Candidate(
    String reportKey,
    String reportNo,
    long reportVersion,
    String facility,
    String facilityName,
    String itemCode,
    String itemName,
    Long reportedAt,
    String value,
    String unit,
    String refRange,
    String flag,
    String scope,
    String label,
    Long expiresAt,
    String link) {

  /** Values are a patient's. */
  @Override
  public String toString() {
    return "Candidate[" + itemCode + ", masked]";
  }
}
