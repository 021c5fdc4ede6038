package org.bianmin.hub.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.console.XlsxSheet.Column;
import org.bianmin.hub.console.XlsxSheet.Kind;
import org.bianmin.hub.store.Snapshot;
import org.dhatim.fastexcel.Workbook;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * A business day, or those of a month, as a spreadsheet: the summary, the differences, and all
 * cases. It is written into a file while one state of the store is read, page by page, so that its
 * sheets agree, a large day needs no memory, and a slow reader holds nothing up.
 */
@Component
final class ReconciliationXlsx {

  private static final String VERSION = "1.0";

  private final BusinessDays days;
  private final CaseSheets cases;
  private final Snapshot snapshot;
  private final MessageSource texts;
  private final Times times;

  ReconciliationXlsx(
      BusinessDays days, CaseSheets cases, Snapshot snapshot, MessageSource texts, Times times) {
    this.days = days;
    this.cases = cases;
    this.snapshot = snapshot;
    this.texts = texts;
    this.times = times;
  }

  /**
   * Writes days into a new temporary file, which the caller deletes.
   *
   * @param facility null for each of which something is known
   */
  Path write(BusinessDays.Span span, String facility, Locale locale) throws IOException {
    days.known();
    Path file = Files.createTempFile("reconciliation-", ".xlsx");
    boolean whole = false;
    try {
      snapshot.read(
          () -> {
            fill(file, span, facility, new Words(texts, locale));
            return file;
          });
      whole = true;
      return file;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void fill(Path file, BusinessDays.Span span, String facility, Words words) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(span, facility, words, out);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The spreadsheet could not be written into " + file.getParent() + "; make room there", e);
    }
  }

  /** Titles and names in one language. */
  record Words(MessageSource texts, Locale locale) {

    String of(String key) {
      return texts.getMessage(key, null, locale);
    }

    /** The name of a code, or the code where it has none. */
    String of(String prefix, String code) {
      return code == null || code.isEmpty()
          ? null
          : texts.getMessage(prefix + code, null, code, locale);
    }

    Column column(String key, Kind kind, int width) {
      return new Column(of(key), kind, width);
    }
  }

  private void write(BusinessDays.Span span, String facility, Words words, OutputStream out)
      throws IOException {
    Workbook book = new Workbook(out, "Bianmin Hub", VERSION);
    List<DaySummary> summaries = days.figures(span, facility);
    XlsxSheet summary = new XlsxSheet(book, words.of("xlsx.summary"));
    summary(summary, summaries, words);
    summary.finish();
    XlsxSheet differences = new XlsxSheet(book, words.of("xlsx.differences"));
    cases.differences(differences, span, facility, words);
    differences.finish();
    XlsxSheet all = new XlsxSheet(book, words.of("xlsx.cases"));
    cases.all(all, span, facility, words);
    all.finish();
    book.finish();
  }

  private void summary(XlsxSheet sheet, List<DaySummary> days, Words words) throws IOException {
    List<Column> columns =
        List.of(
            words.column("event.facility", Kind.TEXT, 22),
            words.column("reconciliation.day", Kind.TEXT, 14),
            words.column("message.state", Kind.TEXT, 14),
            words.column("reconciliation.closed-by", Kind.TEXT, 14),
            words.column("reconciliation.closed-at", Kind.TEXT, 20),
            words.column("reconciliation.settlements", Kind.COUNT, 12),
            words.column("reconciliation.due", Kind.AMOUNT, 14),
            words.column("reconciliation.insurance-due", Kind.AMOUNT, 14),
            words.column("reconciliation.payments", Kind.COUNT, 12),
            words.column("reconciliation.paid", Kind.AMOUNT, 14),
            words.column("reconciliation.insurance-paid", Kind.AMOUNT, 14),
            words.column("reconciliation.refunds", Kind.COUNT, 12),
            words.column("reconciliation.refunded", Kind.AMOUNT, 14),
            words.column("reconciliation.balance", Kind.AMOUNT, 14),
            words.column("reconciliation.open-differences", Kind.COUNT, 14),
            words.column("reconciliation.open-amount", Kind.AMOUNT, 14),
            words.column("reconciliation.waiting", Kind.COUNT, 14),
            words.column("finding.not-on-bill", Kind.COUNT, 12));
    sheet.widths(columns);
    sheet.table(columns);
    for (DaySummary d : days) {
      sheet.row(
          d.facility(),
          d.day(),
          words.of(d.closed() ? "reconciliation.closed" : "reconciliation.open"),
          d.closedBy(),
          times.text(d.closedAt()),
          d.settlements().n(),
          d.settlements().fen(),
          d.settlements().insuranceFen(),
          d.payments().n(),
          d.payments().fen(),
          d.payments().insuranceFen(),
          d.refunds().n(),
          d.refunds().fen(),
          d.balanceFen(),
          d.openDifferences(),
          d.openFen(),
          d.waitingCases(),
          d.notOnBill());
    }
    List<DaySums> sums = DaySums.of(days);
    outcomes(sheet, sums, words);
    methods(sheet, sums, words);
  }

  private static void outcomes(XlsxSheet sheet, List<DaySums> sums, Words words)
      throws IOException {
    sheet.gap();
    sheet.table(
        List.of(
            words.column("event.facility", Kind.TEXT, 22),
            words.column("reconciliation.outcome", Kind.TEXT, 14),
            words.column("reconciliation.cases", Kind.COUNT, 14),
            words.column("reconciliation.difference", Kind.AMOUNT, 14)));
    for (DaySums d : sums) {
      for (DaySummary.OutcomeSum o : d.outcomes()) {
        sheet.row(d.facility(), words.of("outcome.", o.outcome()), o.n(), o.fen());
      }
    }
    sheet.gap();
    sheet.table(
        List.of(
            words.column("event.facility", Kind.TEXT, 22),
            words.column("reconciliation.findings", Kind.TEXT, 14),
            words.column("reconciliation.cases", Kind.COUNT, 14)));
    for (DaySums d : sums) {
      for (DaySummary.FindingSum f : d.findings()) {
        sheet.row(d.facility(), words.of("finding.", f.finding()), f.n());
      }
    }
  }

  private static void methods(XlsxSheet sheet, List<DaySums> sums, Words words) throws IOException {
    sheet.gap();
    sheet.table(
        List.of(
            words.column("event.facility", Kind.TEXT, 22),
            words.column("reconciliation.method", Kind.TEXT, 14),
            words.column("reconciliation.payments", Kind.COUNT, 14),
            words.column("reconciliation.paid", Kind.AMOUNT, 14),
            words.column("reconciliation.insurance-paid", Kind.AMOUNT, 14),
            words.column("reconciliation.refunds", Kind.COUNT, 14),
            words.column("reconciliation.refunded", Kind.AMOUNT, 14),
            words.column("reconciliation.fee", Kind.AMOUNT, 14),
            words.column("reconciliation.billed", Kind.COUNT, 14),
            words.column("reconciliation.billed-amount", Kind.AMOUNT, 14)));
    for (DaySums d : sums) {
      for (DaySummary.MethodSum m : d.methods()) {
        sheet.row(
            d.facility(),
            words.of("code.", m.method().isEmpty() ? "untold" : m.method()),
            m.payments(),
            m.paidFen(),
            m.insuranceFen(),
            m.refunds(),
            m.refundedFen(),
            m.feeFen(),
            m.billed(),
            m.billedFen());
      }
    }
  }
}
