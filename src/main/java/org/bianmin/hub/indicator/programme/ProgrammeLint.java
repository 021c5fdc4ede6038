package org.bianmin.hub.indicator.programme;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.TableFile;
import org.bianmin.hub.mapping.YamlMap;

/** Looks at programmes together: whether all that they name of each other is there, and once. */
final class ProgrammeLint {

  private static final String ALL = "all";
  private static final String OWN = "own";
  private static final String LEDGER = "ledger";

  private final List<ProgrammeFolder> folders;
  private final List<MappingProblem> problems;
  private final List<MappingProblem> warnings;
  private final Map<String, ProgrammeFolder.Indicator> indicators = new HashMap<>();
  private final Map<String, String> rows = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  ProgrammeLint(
      List<ProgrammeFolder> folders, List<MappingProblem> problems, List<MappingProblem> warnings) {
    this.folders = folders;
    this.problems = problems;
    this.warnings = warnings;
  }

  void check() {
    folders.forEach(this::collect);
    for (ProgrammeFolder folder : folders) {
      folder.indicators().forEach(this::indicator);
      reports(folder);
      folder.ledger().forEach(row -> row(folder, row));
    }
    for (ProgrammeFolder folder : folders) {
      for (ProgrammeFolder.Indicator one : folder.indicators()) {
        if (one.yaml() != null && !used.contains(one.id())) {
          warnings.add(
              new MappingProblem(
                  one.yaml().file(),
                  0,
                  "no row of a ledger and no report uses the indicator '" + one.id() + "'"));
        }
      }
    }
  }

  private void collect(ProgrammeFolder folder) {
    for (ProgrammeFolder.Indicator one : folder.indicators()) {
      ProgrammeFolder.Indicator first = indicators.putIfAbsent(one.id(), one);
      if (first != null && one.yaml() != null) {
        one.yaml()
            .problem(
                one.yaml().line("indicator"),
                "an indicator '"
                    + one.id()
                    + "' stands in "
                    + (first.yaml() == null ? "another programme" : first.yaml().file())
                    + " already; ids are unique over all programmes");
      }
    }
    for (TableFile.Told<LedgerRow> told : folder.ledger()) {
      String place = folder.ledgerFile() + ":" + told.line();
      String first = rows.putIfAbsent(told.row().id(), place);
      if (first != null && !first.startsWith(folder.ledgerFile() + ":")) {
        problem(
            folder.ledgerFile(),
            told.line(),
            "row '" + told.row().id() + "' stands in " + first + " already; keep one");
      }
    }
  }

  private void indicator(ProgrammeFolder.Indicator one) {
    IndicatorDefinition definition = one.definition();
    YamlMap yaml = one.yaml();
    if (definition == null) {
      return;
    }
    rows(yaml, LEDGER, definition.ledger());
    Target target = definition.target();
    if (target != null && !target.from().equals(OWN) && !target.from().isEmpty()) {
      rows(yaml, "target", List.of(target.from()));
    }
    Declaration declared = definition.declared();
    if (declared != null) {
      indicators(yaml, "declared", declared.evidence());
      if (!declared.obligation().isEmpty()
          && !rows.containsKey(declared.obligation())
          && !indicators.containsKey(declared.obligation())) {
        yaml.problem(
            yaml.line("declared"),
            "obligation '"
                + declared.obligation()
                + "' is neither a row of a ledger nor an indicator");
      }
    }
  }

  private void reports(ProgrammeFolder folder) {
    if (folder.head() == null) {
      return;
    }
    YamlMap reports = folder.yaml().map("reports");
    for (ProgrammeReport report : folder.head().reports()) {
      YamlMap yaml = reports.map(report.kind());
      if (report.indicators().contains(ALL)) {
        folder.indicators().forEach(one -> used.add(one.id()));
        if (report.indicators().size() > 1) {
          yaml.problem(yaml.line("indicators"), "'all' stands alone");
        }
      } else {
        indicators(yaml, "indicators", report.indicators());
      }
      rows(yaml, LEDGER, report.ledger());
    }
  }

  private void row(ProgrammeFolder folder, TableFile.Told<LedgerRow> told) {
    LedgerRow row = told.row();
    for (String ref : row.refs()) {
      switch (row.how()) {
        case COMPUTED, DECLARED -> answer(folder, told, ref);
        case REPORT -> {
          boolean known =
              folder.head() == null
                  || folder.head().reports().stream().anyMatch(r -> r.kind().equals(ref));
          if (!known) {
            problem(
                folder.ledgerFile(),
                told.line(),
                row.id() + ": '" + ref + "' is no report of " + ProgrammeFile.NAME);
          }
        }
        case OUT_OF_REACH -> {
          // told where the row was read
        }
      }
    }
  }

  private void answer(ProgrammeFolder folder, TableFile.Told<LedgerRow> told, String ref) {
    ProgrammeFolder.Indicator one = indicators.get(ref);
    used.add(ref);
    if (one == null) {
      problem(
          folder.ledgerFile(),
          told.line(),
          told.row().id() + ": '" + ref + "' is no indicator; there is no file " + ref + ".yaml");
    } else if (told.row().how() == LedgerRow.How.COMPUTED
        && one.yaml() != null
        && !one.yaml().has("formula")) {
      problem(
          folder.ledgerFile(),
          told.line(),
          told.row().id()
              + ": '"
              + ref
              + "' has no formula, so nothing is computed; write declared, or name another");
    }
  }

  private void rows(YamlMap yaml, String key, Collection<String> ids) {
    for (String id : ids) {
      if (!rows.containsKey(id)) {
        yaml.problem(
            yaml.line(key), "'" + id + "' is no row of a ledger; no ledger.csv has such an id");
      }
    }
  }

  private void indicators(YamlMap yaml, String key, Collection<String> ids) {
    for (String id : ids) {
      used.add(id);
      if (!indicators.containsKey(id)) {
        yaml.problem(
            yaml.line(key), "'" + id + "' is no indicator; there is no file " + id + ".yaml");
      }
    }
  }

  private void problem(String file, int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}
