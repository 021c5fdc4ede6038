package org.bianmin.hub.recognition;

import java.util.Map;

/**
 * What kind of document a report is, by its category.
 *
 * @param loinc type of the document
 * @param title in Chinese
 * @param section code of the HL7 table 0074 (diagnostic service section), null where there is none
 */
record ReportKind(String loinc, String title, String section) {

  private static final ReportKind OTHER = new ReportKind("47045-0", "检查报告", "OTH");

  private static final Map<String, ReportKind> KINDS =
      Map.of(
          "lab", new ReportKind("11502-2", "检验报告", "LAB"),
          "imaging", new ReportKind("18748-4", "影像检查报告", "RAD"),
          "us", new ReportKind("18760-9", "超声检查报告", "RUS"),
          "endoscopy", new ReportKind("18751-8", "内镜检查报告", "OTH"),
          "ecg", new ReportKind("11524-6", "心电图报告", "EC"),
          "pathology", new ReportKind("11526-1", "病理检查报告", "SP"));

  /** The kind of a category; the general one where the category is not told. */
  static ReportKind of(String category) {
    return category == null ? OTHER : KINDS.getOrDefault(category, OTHER);
  }
}
