package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What works in the tables of mutual recognition, and is probably not meant. */
final class RecognitionWarnings {

  private static final String LAB = "lab";
  private static final String LAB_CODES = "lab-item";
  private static final String EXAM_CODES = "exam-item";

  private final MappingSet set;
  private final RecognitionTables tables;
  private final Set<String> items = new HashSet<>();
  private final List<MappingProblem> warnings = new ArrayList<>();

  private RecognitionWarnings(MappingSet set) {
    this.set = set;
    this.tables = set.recognition();
    tables.catalogue().forEach(item -> items.add(item.code()));
  }

  static List<MappingProblem> of(MappingSet set) {
    RecognitionWarnings warnings = new RecognitionWarnings(set);
    // where the platform tells the catalogue, the file may be empty or hold a part of it
    if (!warnings.items.isEmpty()) {
      warnings.items();
      warnings.targets(LAB_CODES);
      warnings.targets(EXAM_CODES);
      warnings.scopesAndFees();
    }
    warnings.facilities();
    return warnings.warnings;
  }

  private void items() {
    Set<String> without = new TreeSet<>();
    for (CatalogueItem item : tables.catalogue()) {
      CodeTable table = set.tables().get(LAB.equals(item.kind()) ? LAB_CODES : EXAM_CODES);
      if (table != null && !leadsTo(table, item.code())) {
        without.add("no row of codes/" + table.name() + ".csv leads to '" + item.code() + "'");
      }
    }
    without.forEach(reason -> warn(RecognitionFiles.CATALOGUE, 0, reason));
  }

  private static boolean leadsTo(CodeTable table, String item) {
    for (CodeTable.Row row : table.rows()) {
      boolean asItIs = row.target().equals(CodeTable.AS_IS);
      boolean any = row.code().equals(CodeTable.ANY);
      if (asItIs ? any || row.code().equals(item) : row.target().equals(item)) {
        return true;
      }
    }
    return false;
  }

  private void targets(String name) {
    CodeTable table = set.tables().get(name);
    Map<String, Integer> lines = new TreeMap<>();
    for (CodeTable.Row row : table == null ? List.<CodeTable.Row>of() : table.rows()) {
      if (row.isCode() && !items.contains(row.target())) {
        lines.putIfAbsent(row.target(), row.line());
      }
    }
    lines.forEach(
        (item, line) -> warn("codes/" + name + ".csv", line, notListed("target '" + item + "'")));
  }

  private void scopesAndFees() {
    for (HrScope scope : tables.scopes()) {
      if (!scope.item().startsWith(HrScope.KIND) && !items.contains(scope.item())) {
        warn(RecognitionFiles.SCOPES, scope.line(), notListed("item '" + scope.item() + "'"));
      }
    }
    Set<String> fees = new TreeSet<>();
    tables.fees().forEach(fee -> fees.add(fee.item()));
    fees.removeAll(items);
    fees.forEach(item -> warn(RecognitionFiles.FEES, 0, notListed("item '" + item + "'")));
  }

  private static String notListed(String what) {
    return what + " is not in recognition/catalogue.csv, so only a platform can list it";
  }

  private void facilities() {
    Set<String> named = new HashSet<>();
    for (HrScope scope : tables.scopes()) {
      if (tables.facility(scope.facility()).isEmpty() && named.add(scope.facility())) {
        warn(
            RecognitionFiles.SCOPES,
            scope.line(),
            "facility '"
                + scope.facility()
                + "' is not in recognition/facilities.csv, so its level and the ways in which"
                + " reports write it are not known");
      }
    }
  }

  private void warn(String file, int line, String reason) {
    warnings.add(new MappingProblem(file, line, reason));
  }
}
