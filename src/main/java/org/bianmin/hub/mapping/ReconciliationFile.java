package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.ReconciliationRule.Amount;
import org.bianmin.hub.mapping.ReconciliationRule.Same;

/** Reads {@code mappings/reconciliation.csv}, the rules by which payments find settlements. */
final class ReconciliationFile {

  static final String FILE = "reconciliation.csv";

  private static final String RULE = "rule";
  private static final String WINDOW = "window";

  /** A day: what is further apart is offered to a person. */
  private static final long MOST_MINUTES = 1_440;

  private ReconciliationFile() {}

  /** The rules of a folder, in their order; none where there is no such file. */
  static List<ReconciliationRule> read(Path folder, List<MappingProblem> problems)
      throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    return new TableFile<>(
            FILE, List.of(RULE, "same", "amount", WINDOW), List.of(), row -> rule(row, lines))
        .read(folder.resolve(FILE), problems)
        .values();
  }

  private static ReconciliationRule rule(NamedRow row, Map<String, Integer> lines) {
    String name = row.required(RULE);
    row.need("same", "amount", WINDOW);
    String same = row.oneOf("same", List.of("visit", "patient"));
    String amount = row.oneOf("amount", List.of("equal", "sum"));
    long minutes = row.number(WINDOW, MOST_MINUTES);
    Integer first = name == null ? null : lines.putIfAbsent(name, row.line());
    if (first != null) {
      row.problem("rule '" + name + "' stands in line " + first + " already; name it otherwise");
    }
    if (row.sound() && minutes == 0) {
      row.problem("window is minutes from 1 to " + MOST_MINUTES);
    }
    return row.sound()
        ? new ReconciliationRule(
            name,
            same.equals("visit") ? Same.VISIT : Same.PATIENT,
            amount.equals("equal") ? Amount.EQUAL : Amount.SUM,
            (int) minutes)
        : null;
  }
}
