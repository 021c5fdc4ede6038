package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.mapping.MappingLoader;
import org.junit.jupiter.api.Test;

/** docs/programmes.md lists what the files of programmes hold; -Dapprove=true writes it. */
class ProgrammesDocTest {

  private static final Path DOC = Path.of("docs/programmes.md");
  private static final Path MAPPINGS = Path.of("mappings");

  @Test
  void listsEveryProgrammeWithItsReportsIndicatorsAndLedger() throws IOException {
    ProgrammeLoader.Loaded loaded =
        ProgrammeLoader.load(MAPPINGS, MappingLoader.load(MAPPINGS).set());
    assertThat(loaded.problems()).isEmpty();
    StringBuilder page = new StringBuilder();
    page.append(
"""
# Programmes (考核方案)

What the shipped programmes ask for and how the hub meets it. This page is generated from `mappings/programmes`
(`mvn test -Dtest=ProgrammesDocTest -Dapprove=true`) and checked by the build. How to read and change the files:
[docs/indicator-language.md](indicator-language.md).

""");
    page.append(totals(loaded.set()));
    loaded.set().programmes().forEach(programme -> page.append(programme(programme)));
    String text = page.toString().replace("\r", "");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(DOC, text);
    }

    assertThat(DOC).content().as("-Dapprove=true writes it").isEqualTo(text);
  }

  private static String totals(ProgrammeSet set) {
    StringBuilder table = new StringBuilder();
    table.append("| programme | indicators | reports | rows |");
    for (LedgerRow.How how : LedgerRow.How.values()) {
      table.append(" %s |".formatted(Reading.written(how)));
    }
    table.append("\n|---|---|---|---|" + "---|".repeat(LedgerRow.How.values().length) + "\n");
    int indicators = 0;
    int reports = 0;
    List<LedgerRow> all = new ArrayList<>();
    for (Programme programme : set.programmes()) {
      table.append(
          "| [%s](#%s) |".formatted(programme.name().zh(), programme.id())
              + counts(
                  programme.indicators().size(), programme.reports().size(), programme.ledger()));
      indicators += programme.indicators().size();
      reports += programme.reports().size();
      all.addAll(programme.ledger());
    }
    return table + "| all |" + counts(indicators, reports, all);
  }

  private static String counts(int indicators, int reports, List<LedgerRow> ledger) {
    Map<LedgerRow.How, Long> hows =
        ledger.stream()
            .collect(
                Collectors.groupingBy(
                    LedgerRow::how,
                    () -> new EnumMap<>(LedgerRow.How.class),
                    Collectors.counting()));
    StringBuilder row = new StringBuilder();
    row.append(" %d | %d | %d |".formatted(indicators, reports, ledger.size()));
    for (LedgerRow.How how : LedgerRow.How.values()) {
      row.append(" %d |".formatted(hows.getOrDefault(how, 0L)));
    }
    return row.append('\n').toString();
  }

  private static String programme(Programme programme) {
    StringBuilder section = new StringBuilder();
    section.append("%n## %s%n%n".formatted(programme.id()));
    section.append("%s, %s. ".formatted(programme.name().zh(), programme.name().en()));
    section.append(
        "Issued by %s%s%s; in force from %s%s. Recipients: %s, %s.%n"
            .formatted(
                programme.issued().by().zh(),
                programme.issued().number() == null ? "" : ", " + programme.issued().number(),
                programme.issued().date() == null ? "" : ", " + programme.issued().date(),
                programme.from(),
                programme.to() == null ? "" : " to " + programme.to(),
                programme.recipients().zh(),
                programme.recipients().en()));
    if (!programme.reports().isEmpty()) {
      section.append(
          "%n| report | 名称 | period | cut | due | scope | indicators | rows |%n".formatted());
      section.append("|---|---|---|---|---|---|---|---|\n");
      programme.reports().forEach(report -> section.append(report(report)));
    }
    section.append("%n### Indicators of %s%n".formatted(programme.id()));
    programme.indicators().forEach(one -> section.append(indicator(programme, one)));
    if (!programme.ledger().isEmpty()) {
      section.append("%n### Rows of %s%n%n".formatted(programme.id()));
      section.append("| row | 原文 | class | met by | |\n|---|---|---|---|---|\n");
      programme.ledger().forEach(row -> section.append(row(row)));
    }
    return section.toString();
  }

  private static String report(ProgrammeReport report) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            report.kind(),
            report.name().zh(),
            Reading.written(report.period()),
            deadline(report.cut()),
            deadline(report.due()),
            report.scope(),
            report.indicators().size() > 8
                ? report.indicators().size() + " indicators"
                : String.join(", ", report.indicators()),
            String.join(", ", report.ledger()));
  }

  private static String deadline(Deadline deadline) {
    List<String> said = new ArrayList<>();
    deadline.dates().forEach(date -> said.add(date.toString()));
    if (deadline.daysAfterEnd() != null) {
      said.add(
          deadline.daysAfterEnd() == 0
              ? "end of the period"
              : deadline.daysAfterEnd() + " days after the end");
    }
    return String.join(", ", said);
  }

  private static String indicator(Programme programme, IndicatorDefinition one) {
    StringBuilder section = new StringBuilder();
    section.append("%n#### %s %s%n%n".formatted(one.id(), one.name().zh()));
    section.append("%s. ".formatted(one.name().en()));
    section.append(
        "%s, %s%s; applies to %s; per %s; city: %s. Definition: [%s.yaml](../mappings/programmes/%s/%s.yaml), version %d.%n%n"
            .formatted(
                one.unit(),
                Reading.written(one.direction()),
                one.target() == null
                    ? ""
                    : ", target %s (%s)".formatted(one.target().text(), one.target().from()),
                String.join(" or ", one.applies()),
                Reading.written(one.period()),
                Reading.written(one.city()),
                one.id(),
                programme.id(),
                one.id(),
                one.version()));
    section.append("- 口径: %s%n".formatted(one.reading().zh()));
    section.append("- reading: %s%n".formatted(one.reading().en()));
    section.append("- source: %s (%s)%n".formatted(one.source().zh(), one.source().en()));
    if (one.measure() != null) {
      section.append("- computed: %s%n".formatted(new FormulaWords().of(one.measure())));
    }
    if (one.declared() != null) {
      section.append(
          "- declared: %s under %s%s%n"
              .formatted(
                  Reading.written(one.declared().value()).replace("yes-no", "yes/no"),
                  one.declared().obligation(),
                  one.declared().evidence().isEmpty()
                      ? ""
                      : "; evidence " + String.join(", ", one.declared().evidence())));
    }
    for (Switch choice : one.switches()) {
      section.append("- switch `%s`:".formatted(choice.name()));
      choice
          .of()
          .forEach(
              (name, words) ->
                  section.append(
                      " %s `%s` %s (%s)%s"
                          .formatted(
                              name.equals(choice.choose()) ? "**chosen**" : "or",
                              name,
                              words.zh(),
                              words.en(),
                              ";")));
      section.setLength(section.length() - 1);
      section.append('\n');
    }
    for (Beside beside : one.beside()) {
      section.append(
          "- beside it `%s` %s (%s): %s%n"
              .formatted(
                  beside.code(),
                  beside.name().zh(),
                  beside.name().en(),
                  new FormulaWords().of(beside.measure())));
    }
    return section.toString();
  }

  private static String row(LedgerRow row) {
    return "| %s | %s | %s | %s%s | %s |%n"
        .formatted(
            row.id(),
            row.text().replace("|", "\\|"),
            row.kind(),
            Reading.written(row.how()),
            row.refs().isEmpty() ? "" : ": " + String.join(", ", row.refs()),
            row.reason().replace("|", "\\|"));
  }
}
