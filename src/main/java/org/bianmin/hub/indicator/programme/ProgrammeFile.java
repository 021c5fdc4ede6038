package org.bianmin.hub.indicator.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code programme.yaml}: who asks for what, and when it is reported. */
final class ProgrammeFile {

  static final String NAME = "programme.yaml";

  /** Forms that reports have; {@code none} is the plain one. */
  static final List<String> FORMS = List.of("huaian-30", "shaanxi-ledger", "anhui-annex", "none");

  /** How far from the end of a period a day may be: a year. */
  private static final int MOST_DAYS = 366;

  /** What the file says; the rest of a programme stands beside it. */
  record Head(
      Words name,
      Programme.Issued issued,
      Words recipients,
      LocalDate from,
      LocalDate to,
      List<ProgrammeReport> reports) {}

  private ProgrammeFile() {}

  static Head read(YamlMap yaml, String folder) {
    String id = yaml.required("programme");
    if (!id.isEmpty() && !id.equals(folder)) {
      yaml.problem(
          yaml.line("programme"),
          "programme '" + id + "' stands in a folder of another name; rename one of them");
    }
    Words name = Reading.words(yaml, "name");
    Programme.Issued issued = issued(yaml);
    Words recipients = Reading.words(yaml, "recipients");
    yaml.required("from");
    LocalDate from = Reading.day(yaml, "from");
    LocalDate to = Reading.day(yaml, "to");
    if (from != null && to != null && from.isAfter(to)) {
      yaml.problem(yaml.line("to"), "'to' is before 'from'; it is the last day");
    }
    YamlMap reports = yaml.map("reports");
    List<ProgrammeReport> all = new ArrayList<>();
    for (String kind : reports.keys()) {
      all.add(report(reports.map(kind), kind));
    }
    yaml.done();
    return new Head(
        name, issued, recipients, from, to, all.stream().filter(Objects::nonNull).toList());
  }

  private static Programme.Issued issued(YamlMap holder) {
    if (!holder.has("issued")) {
      holder.problem(holder.line(), "'issued' is missing: {by: …, number: …, date: …}");
    }
    YamlMap yaml = holder.map("issued");
    Words by = null;
    if (yaml.isMap("by")) {
      by = Reading.words(yaml, "by");
    } else if (holder.has("issued")) {
      String text = yaml.required("by");
      by = new Words(text, text);
    }
    Programme.Issued issued =
        new Programme.Issued(by, yaml.text("number"), Reading.day(yaml, "date"));
    yaml.done();
    return issued;
  }

  private static ProgrammeReport report(YamlMap yaml, String kind) {
    Words name = Reading.words(yaml, "name");
    ReportPeriod period = Reading.word(yaml, "period", ReportPeriod.values());
    Deadline cut = deadline(yaml, "cut");
    Deadline due = deadline(yaml, "due");
    List<String> indicators = yaml.texts("indicators");
    if (indicators.isEmpty()) {
      yaml.problem(yaml.line("indicators"), "'indicators' takes ids, or all");
    }
    String form = Reading.oneOf(yaml, "form", FORMS, "none");
    String scope = Reading.oneOf(yaml, "scope", List.of("facility", "city"), "facility");
    List<String> ledger = yaml.texts("ledger");
    yaml.done();
    if (form == null || scope == null) {
      return null;
    }
    return Reading.make(
        yaml,
        () -> new ProgrammeReport(kind, name, period, cut, due, indicators, form, scope, ledger));
  }

  private static Deadline deadline(YamlMap holder, String key) {
    if (!holder.has(key)) {
      holder.problem(
          holder.line(), "'" + key + "' is missing: {days-after-end: 0} or {dates: [2026-12-04]}");
      return null;
    }
    YamlMap yaml = holder.map(key);
    Integer after =
        yaml.has("days-after-end")
            ? Reading.whole(yaml, "days-after-end", -MOST_DAYS, MOST_DAYS, 0)
            : null;
    List<LocalDate> dates = new ArrayList<>();
    for (String text : yaml.texts("dates")) {
      LocalDate date = Reading.day(yaml, "dates", text);
      if (date != null) {
        dates.add(date);
      }
    }
    yaml.done();
    if (after == null && yaml.has("dates") && !yaml.texts("dates").isEmpty() && dates.isEmpty()) {
      return null;
    }
    return Reading.make(yaml, () -> new Deadline(after, dates));
  }
}
