package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bianmin.hub.console.ReconciliationXlsx.Words;
import org.bianmin.hub.console.XlsxSheet.Column;
import org.bianmin.hub.console.XlsxSheet.Kind;
import org.bianmin.hub.facts.UnmappedQueries;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What one code table lacks, in the columns of its file: hospital IT fills in the targets and puts
 * the rows into {@code mappings/codes/}.
 */
@RestController
@RequestMapping("/api/v1/unmapped")
@Tag(name = "mappings")
final class UnmappedFiles {

  private static final int MOST = 5000;
  private static final List<String> COLUMNS =
      List.of("source", "code", "target", "display", "comment");
  private static final List<String> DATES = List.of("from", "to");

  private final UnmappedList list;
  private final UnmappedPlaces places;
  private final EventLabels labels;
  private final MessageSource texts;
  private final Times times;

  UnmappedFiles(
      UnmappedList list,
      UnmappedPlaces places,
      EventLabels labels,
      MessageSource texts,
      Times times) {
    this.list = list;
    this.places = places;
    this.labels = labels;
    this.texts = texts;
    this.times = times;
  }

  @GetMapping("/{table}.csv")
  @Operation(
      summary =
          "Rows that a code table lacks, in the form of its file, the targets to be filled in")
  ResponseEntity<byte[]> csv(@PathVariable String table) {
    return Download.csv(table + "-missing.csv", rows(table, lacking(table)));
  }

  @GetMapping("/{table}.xlsx")
  @Operation(
      summary = "The same as a spreadsheet, with a sheet that says where the codes come from")
  ResponseEntity<byte[]> xlsx(@PathVariable String table) throws IOException {
    List<UnmappedList.Row> lacking = lacking(table);
    return Download.xlsx(table + "-missing.xlsx", rows(table, lacking), origins(lacking));
  }

  private List<UnmappedList.Row> lacking(String table) {
    if (places.set().map(set -> !set.tables().containsKey(table)).orElse(true)) {
      throw new NotFound("There is no code table of this name in force; GET /api/v1/mappings");
    }
    List<UnmappedList.Row> rows = new ArrayList<>();
    String after = null;
    do {
      Listing<UnmappedQueries.Line> page =
          list.page(new UnmappedList.Wanted(table, null, null, null), after, Listing.MOST);
      page.items().stream()
          .map(list::row)
          .filter(row -> !row.mended() && table.equals(row.table()))
          .forEach(rows::add);
      after = page.next();
    } while (after != null && rows.size() < MOST);
    return rows;
  }

  private Download.Table rows(String table, List<UnmappedList.Row> lacking) {
    List<Column> columns = new ArrayList<>();
    COLUMNS.forEach(name -> columns.add(new Column(name, Kind.TEXT, 18)));
    if (places.set().orElseThrow().tables().get(table).isDated()) {
      DATES.forEach(name -> columns.add(new Column(name, Kind.TEXT, 12)));
    }
    // several attributes may tell one code of one table: one row serves them
    List<Object[]> rows =
        lacking.stream()
            .map(row -> row.line().code())
            .map(code -> List.of(code.source(), code.code()))
            .distinct()
            .map(
                code -> {
                  Object[] row = new Object[columns.size()];
                  row[0] = code.get(0);
                  row[1] = code.get(1);
                  return row;
                })
            .toList();
    return new Download.Table(table, columns, rows);
  }

  private Download.Table origins(List<UnmappedList.Row> lacking) {
    Words words = new Words(texts, LocaleContextHolder.getLocale());
    List<Object[]> rows = new ArrayList<>();
    for (UnmappedList.Row row : lacking) {
      UnmappedQueries.Line line = row.line();
      rows.add(
          new Object[] {
            line.code().source(),
            line.code().code(),
            labels.of(line.code().type()),
            line.code().attribute(),
            String.join(", ", row.place().paths()),
            line.messages(),
            times.text(line.firstSeen()),
            times.text(line.lastSeen()),
            row.standards().stream()
                .map(one -> one.code() + " " + one.display())
                .map(String::strip)
                .collect(Collectors.joining("; "))
          });
    }
    return new Download.Table(
        words.of("unmapped.origins"),
        List.of(
            words.column("message.source", Kind.TEXT, 12),
            words.column("unmapped.code", Kind.TEXT, 18),
            words.column("event.type", Kind.TEXT, 22),
            words.column("parked.attribute", Kind.TEXT, 22),
            words.column("unmapped.place", Kind.TEXT, 18),
            words.column("unmapped.messages", Kind.COUNT, 10),
            words.column("parked.first", Kind.TEXT, 30),
            words.column("parked.last", Kind.TEXT, 30),
            words.column("unmapped.standards", Kind.TEXT, 60)),
        rows);
  }
}
