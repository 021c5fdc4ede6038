package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of the five policy documents ({@code ledger/obligations.csv}) stands in one ledger of a
 * programme and is met by something that is there, or says why it is out of reach.
 */
class ProgrammeLedgerTest {

  /** Classes of rows that messages or views can tell: a declaration alone needs a reason. */
  private static final Set<String> TOLD = Set.of("M", "V");

  @TempDir private Path temp;

  private record Row(String programme, LedgerRow row) {}

  private static Map<String, String> obligations() throws IOException {
    Map<String, String> classes = new LinkedHashMap<>();
    try (InputStream in =
        ProgrammeLedgerTest.class.getResourceAsStream("/ledger/obligations.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        classes.put(cells[0], cells[1]);
      }
    }
    assertThat(classes).hasSize(351);
    return classes;
  }

  @Test
  void everyRowOfTheDocumentsIsMetOrSaysWhyNot() throws IOException {
    Path folder = Path.of("mappings");
    MappingSet set = MappingLoader.load(folder).set();
    ProgrammeLoader.Loaded loaded = ProgrammeLoader.load(folder, set);
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();

    assertThat(problems(obligations(), loaded.set())).isEmpty();
  }

  /** The same with rows that are not in order, so that the test above can be trusted. */
  @Test
  void tellsOfARowThatIsMissingOrOfAnotherClassOrMetByNothing() throws IOException {
    TestProgrammes files = TestProgrammes.copyTo(temp);
    files.replace("test-2026/ledger.csv", "TL-5,等候,V,computed,T-04 T-06,", "TL-5,等候,V,declared,,");
    files.replace("test-2026/ledger.csv", "TL-2,设立中心,A,declared,T-03,", "TL-2,设立中心,A,declared,,");
    ProgrammeSet set = files.load().set();
    Map<String, String> obligations =
        Map.of("TL-1", "H", "TL-2", "A", "TL-3", "R", "TL-4", "G", "TL-5", "V", "TL-9", "M");

    assertThat(problems(obligations, set))
        .containsExactly(
            "TL-1 has class M in test-2026/ledger.csv and H in the document",
            "TL-5 can be told (class V) and is only declared, without a reason",
            "TL-9 stands in no ledger.csv");
  }

  private static List<String> problems(Map<String, String> obligations, ProgrammeSet set) {
    Map<String, List<Row>> rows = new TreeMap<>();
    for (Programme programme : set.programmes()) {
      for (LedgerRow row : programme.ledger()) {
        rows.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(new Row(programme.id(), row));
      }
    }
    List<String> problems = new ArrayList<>();
    new TreeMap<>(obligations)
        .forEach(
            (id, kind) -> {
              List<Row> found = rows.getOrDefault(id, List.of());
              if (found.size() == 1) {
                row(found.get(0), kind, problems);
              } else {
                problems.add(
                    found.isEmpty()
                        ? id + " stands in no ledger.csv"
                        : id + " stands in several: " + found);
              }
            });
    return problems;
  }

  /** What it names is there: the loader has seen to that. */
  private static void row(Row found, String kind, List<String> problems) {
    LedgerRow row = found.row();
    if (!row.kind().equals(kind)) {
      problems.add(
          row.id()
              + " has class "
              + row.kind()
              + " in "
              + found.programme()
              + "/ledger.csv and "
              + kind
              + " in the document");
    }
    boolean told = TOLD.contains(kind);
    boolean excused = !row.reason().isBlank();
    switch (row.how()) {
      case COMPUTED, REPORT -> {
        if (row.refs().isEmpty()) {
          problems.add(row.id() + " is met by nothing");
        }
      }
      case DECLARED -> {
        if (told && !excused) {
          problems.add(
              row.id()
                  + " can be told (class "
                  + kind
                  + ") and is only declared, without a reason");
        }
      }
      case OUT_OF_REACH -> {
        if (!excused) {
          problems.add(row.id() + " is out of reach without a reason");
        }
      }
    }
  }
}
