package org.bianmin.hub.console;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bianmin.hub.console.ReconciliationXlsx.Words;
import org.bianmin.hub.console.XlsxSheet.Column;
import org.bianmin.hub.console.XlsxSheet.Kind;
import org.bianmin.hub.settlement.CaseComments;
import org.bianmin.hub.settlement.CaseFilter;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.Finding;
import org.bianmin.hub.settlement.Reconciliation;
import org.bianmin.hub.settlement.RecordKind;
import org.bianmin.hub.settlement.RecordLine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The sheets with one row per case. A page of cases is in memory at a time. */
@Component
final class CaseSheets {

  private static final int PAGE = 500;

  private final ObjectProvider<Reconciliation> reconciliation;
  private final ObjectProvider<CaseComments> comments;
  private final Times times;

  CaseSheets(
      ObjectProvider<Reconciliation> reconciliation,
      ObjectProvider<CaseComments> comments,
      Times times) {
    this.reconciliation = reconciliation;
    this.comments = comments;
    this.times = times;
  }

  /** Takes a page of cases with their records by case. */
  private interface Rows {
    void write(List<CaseLine> cases, Map<Long, List<RecordLine>> records) throws IOException;
  }

  /** Differences of some days, open and closed ones, with what persons said of them. */
  void differences(XlsxSheet sheet, BusinessDays.Span span, String facility, Words words)
      throws IOException {
    List<Column> columns = columns(words);
    columns.addAll(
        List.of(
            words.column("reconciliation.since", Kind.TEXT, 26),
            words.column("reconciliation.age", Kind.TEXT, 10),
            words.column("reconciliation.assignee", Kind.TEXT, 14),
            words.column("message.state", Kind.TEXT, 12),
            words.column("reconciliation.reason", Kind.TEXT, 18),
            words.column("reconciliation.comment", Kind.TEXT, 40)));
    begin(sheet, columns);
    Rows rows = differences(sheet, words, System.currentTimeMillis());
    for (LocalDate day = span.from(); !day.isAfter(span.to()); day = day.plusDays(1)) {
      differences(day, facility, rows);
    }
  }

  private void differences(LocalDate day, String facility, Rows rows) throws IOException {
    pages(
        new CaseFilter(facility, day, CaseFilter.State.DIFFERENCES, null, null, null, null), rows);
    // judged when they are read: what agrees otherwise is no difference in the store
    pages(
        new CaseFilter(facility, day, CaseFilter.State.ALL, null, Finding.NOT_ON_BILL, null, null),
        (cases, records) ->
            rows.write(cases.stream().filter(line -> !differs(line)).toList(), records));
  }

  private static boolean differs(CaseLine line) {
    return line.outcome().isDifference()
        || line.findings().stream().anyMatch(Finding::isDifference);
  }

  private Rows differences(XlsxSheet sheet, Words words, long now) {
    return (cases, records) -> {
      Map<Long, String> said = comments.getObject().of(cases.stream().map(CaseLine::id).toList());
      for (CaseLine line : cases) {
        List<Object> row = row(line, records.getOrDefault(line.id(), List.of()), words);
        row.add(times.text(line.since()));
        row.add(Times.age(line.since(), now));
        row.add(line.assignee());
        row.add(differs(line) ? words.of(state(line)) : null);
        row.add(line.reason() == null ? null : words.of("closing.", line.reason().code()));
        row.add(said.get(line.id()));
        sheet.row(row.toArray());
      }
    };
  }

  /** Whether a case waits, is open, or is done; the messages have the words. */
  static String state(CaseLine line) {
    return line.waiting()
        ? "reconciliation.case-waiting"
        : line.open() ? "reconciliation.case-open" : "reconciliation.case-closed";
  }

  /** All cases of some days, also those that agree. */
  void all(XlsxSheet sheet, BusinessDays.Span span, String facility, Words words)
      throws IOException {
    begin(sheet, columns(words));
    for (LocalDate day = span.from(); !day.isAfter(span.to()); day = day.plusDays(1)) {
      pages(
          new CaseFilter(facility, day, CaseFilter.State.ALL, null, null, null, null),
          (cases, records) -> {
            for (CaseLine line : cases) {
              sheet.row(row(line, records.getOrDefault(line.id(), List.of()), words).toArray());
            }
          });
    }
  }

  private static void begin(XlsxSheet sheet, List<Column> columns) throws IOException {
    sheet.widths(columns);
    sheet.table(columns);
    sheet.freeze();
  }

  private void pages(CaseFilter filter, Rows rows) throws IOException {
    Reconciliation known = reconciliation.getObject();
    CaseLine.Cursor after = null;
    List<CaseLine> page;
    do {
      page = known.cases(filter, after, PAGE);
      Map<Long, List<RecordLine>> records =
          known.records(page.stream().map(CaseLine::id).toList()).stream()
              .collect(Collectors.groupingBy(RecordLine::caseId));
      rows.write(page, records);
      after = page.isEmpty() ? null : CaseLine.Cursor.parse(page.get(page.size() - 1).cursor());
    } while (page.size() == PAGE);
  }

  private static List<Column> columns(Words words) {
    return new ArrayList<>(
        List.of(
            words.column("message.id", Kind.TEXT, 10),
            words.column("event.facility", Kind.TEXT, 22),
            words.column("reconciliation.outcome", Kind.TEXT, 14),
            words.column("reconciliation.findings", Kind.TEXT, 18),
            words.column("reconciliation.rule", Kind.TEXT, 12),
            words.column("reconciliation.at", Kind.TEXT, 26),
            words.column("reconciliation.settlement-numbers", Kind.TEXT, 22),
            words.column("reconciliation.order-numbers", Kind.TEXT, 28),
            words.column("reconciliation.payment-numbers", Kind.TEXT, 34),
            words.column("reconciliation.refund-numbers", Kind.TEXT, 30),
            words.column("reconciliation.methods", Kind.TEXT, 14),
            words.column("reconciliation.due", Kind.AMOUNT, 14),
            words.column("reconciliation.paid", Kind.AMOUNT, 14),
            words.column("reconciliation.refunded", Kind.AMOUNT, 14),
            words.column("reconciliation.difference", Kind.AMOUNT, 14),
            words.column("reconciliation.insurance-due", Kind.AMOUNT, 14),
            words.column("reconciliation.insurance-paid", Kind.AMOUNT, 14)));
  }

  private List<Object> row(CaseLine line, List<RecordLine> records, Words words) {
    List<Object> row = new ArrayList<>();
    row.add(Long.toString(line.id()));
    row.add(line.facility());
    row.add(words.of("outcome.", line.outcome().code()));
    row.add(joined(line.findings().stream().map(finding -> words.of("finding.", finding.code()))));
    row.add(line.rule());
    row.add(times.text(line.at()));
    row.add(numbers(records, RecordKind.SETTLEMENT));
    row.add(joined(records.stream().map(RecordLine::orderNo)));
    row.add(numbers(records, RecordKind.PAYMENT));
    row.add(numbers(records, RecordKind.REFUND));
    row.add(joined(records.stream().map(record -> words.of("code.", record.method()))));
    row.add(line.due());
    row.add(line.paid());
    row.add(line.refunded());
    row.add(line.difference());
    row.add(line.insuranceDue());
    row.add(line.insurancePaid());
    return row;
  }

  private static String numbers(List<RecordLine> records, RecordKind kind) {
    return joined(
        records.stream()
            .filter(record -> record.kind() == kind)
            .map(record -> record.key().businessKey()));
  }

  private static String joined(Stream<String> texts) {
    String all =
        texts
            .filter(Objects::nonNull)
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? null : all;
  }
}
