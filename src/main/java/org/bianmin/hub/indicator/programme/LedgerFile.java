package org.bianmin.hub.indicator.programme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.NamedRow;
import org.bianmin.hub.mapping.TableFile;

/** Reads {@code ledger.csv} of a programme: every row of its document, and how it is met. */
final class LedgerFile {

  static final String NAME = "ledger.csv";

  /** Classes of rows (what can tell them). */
  static final List<String> CLASSES = List.of("M", "V", "H", "A", "R", "G");

  private static final String HOW = "how";
  private static final String REFS = "refs";
  private static final String REASON = "reason";

  private LedgerFile() {}

  /** The rows with their lines; none where there is no such file. */
  static List<TableFile.Told<LedgerRow>> read(Path file, String name, List<MappingProblem> problems)
      throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    return new TableFile<>(
            name,
            List.of("id", "text", "class", HOW, REFS, REASON),
            List.of(),
            row -> row(row, lines))
        .read(file, problems)
        .rows();
  }

  private static LedgerRow row(NamedRow row, Map<String, Integer> lines) {
    row.need("id", "text", "class", HOW);
    String id = row.optional("id");
    String text = row.optional("text");
    String kind = row.oneOf("class", CLASSES);
    String word = row.oneOf(HOW, Stream.of(LedgerRow.How.values()).map(Reading::written).toList());
    List<String> refs = RosterFile.words(row, REFS);
    String reason = row.optional(REASON);
    if (id == null || text == null || kind == null || word == null) {
      return null;
    }
    Integer first = lines.putIfAbsent(id, row.line());
    if (first != null) {
      row.problem("row '" + id + "' stands in line " + first + " already; keep one");
    }
    LedgerRow.How how = LedgerRow.How.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    if (how == LedgerRow.How.OUT_OF_REACH && reason == null) {
      row.problem("'" + REASON + "' is empty; say why it is out of reach");
      return null;
    }
    if (how == LedgerRow.How.OUT_OF_REACH && !refs.isEmpty()) {
      row.problem("what is out of reach is met by nothing; empty '" + REFS + "'");
    }
    if ((how == LedgerRow.How.COMPUTED || how == LedgerRow.How.REPORT) && refs.isEmpty()) {
      row.problem(
          "'"
              + REFS
              + "' is empty; name the "
              + (how == LedgerRow.How.REPORT ? "report of programme.yaml" : "indicator")
              + " that meets it");
    }
    return new LedgerRow(id, text, kind, how, refs, reason == null ? "" : reason);
  }
}
