package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks that codes lie in the value sets that they are meant for. */
final class CodeLint {

  /** Targets of a table that fills a boolean attribute. */
  static final Set<String> TRUTH = Set.of("true", "false", "Y", "N", "1", "0");

  private final List<MappingProblem> problems;
  private final Set<String> targetsChecked = new HashSet<>();

  CodeLint(List<MappingProblem> problems) {
    this.problems = problems;
  }

  /** A target outside the value set would be reported as unmapped with every message. */
  void targets(AttributeDefinition attribute, Set<String> codes, CodeTable table) {
    if (table == null || !targetsChecked.add(table.name() + ' ' + attribute.valueSet())) {
      return;
    }
    String file = "codes/" + table.name() + ".csv";
    List<MappingProblem> found = new ArrayList<>();
    for (CodeTable.Row row : table.rows()) {
      String target = row.target().equals(CodeTable.AS_IS) ? row.code() : row.target();
      boolean named = row.isCode() || !row.code().equals(CodeTable.ANY);
      if (!named || target.equals(CodeTable.LEAVE_OUT) || codes.contains(target)) {
        continue;
      }
      String meant = LostZeros.meant(target, codes);
      found.add(
          new MappingProblem(
              file,
              row.line(),
              meant == null
                  ? notIn("target '" + target + "'", attribute, codes)
                  : "target " + LostZeros.reason(target, meant)));
    }
    problems.addAll(CodeTableFile.few(found, file));
  }

  void code(String file, Rule rule, AttributeDefinition attribute, Set<String> codes, String code) {
    if (code != null && !code.isEmpty() && !codes.contains(code)) {
      problems.add(
          new MappingProblem(file, rule.line(), notIn("'" + code + "'", attribute, codes)));
    }
  }

  static String notIn(String what, AttributeDefinition attribute, Set<String> codes) {
    if (attribute.valueSet() == null) {
      return what + " is neither true nor false, and '" + attribute.name() + "' is one of these";
    }
    return what
        + " is not in value set '"
        + attribute.valueSet()
        + "' of value-sets.yaml; known are "
        + String.join(", ", codes);
  }

  /**
   * A code that no row of the table leads to can never be met. Where a value set has it all the
   * same it is no slip: a hospital's table has the rows of that hospital.
   *
   * @param known the value set of the table's name, or null
   */
  void comparable(String file, Condition condition, CodeTable table, Set<String> known) {
    Set<String> targets = new TreeSet<>();
    for (CodeTable.Row row : table.rows()) {
      if (row.target().equals(CodeTable.AS_IS)) {
        return;
      }
      if (row.isCode()) {
        targets.add(row.target());
      }
    }
    Set<String> asked = new TreeSet<>(condition.in());
    asked.addAll(condition.notIn());
    boolean some = !Collections.disjoint(asked, targets);
    asked.removeAll(targets);
    if (some) {
      asked.removeIf(code -> known == null || known.contains(code));
    }
    for (String code : asked) {
      problems.add(
          new MappingProblem(
              file,
              condition.line(),
              "no row of codes/"
                  + table.name()
                  + ".csv has the target '"
                  + code
                  + "'; it has "
                  + String.join(", ", targets)));
    }
  }
}
