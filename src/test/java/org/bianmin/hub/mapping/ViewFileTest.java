package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** View files: what is read from them, and what is said about each thing that people get wrong. */
class ViewFileTest {

  private static final String SETTLEMENT = "views/settlement-outpatient.yaml";

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @Test
  void readsWhatAViewFileSays() throws IOException {
    Files.writeString(
        folder.file("views/mine.yaml"),
        """
        view: mine
        event: slot.published
        query: select a as Fact_Key, b as stamp, c as gone, d as appt_kind,
          e as session_start, f as capacity from slots
        clock: select now()
        watermark: {column: STAMP, overlap: 90s, from: 2026-01-01, bind: "cast(? as date)"}
        window: {column: session_start, days: 7, every: 2h, most: 50}
        void: {column: Gone, in: [1, Y]}
        """);

    MappingLoader.Loaded loaded = MappingLoader.load(folder.root());

    assertThat(loaded.problems()).isEmpty();
    ViewDefinition view = loaded.set().views().get("mine");
    assertThat(view.event()).isEqualTo("slot.published");
    assertThat(view.clock()).isEqualTo("select now()");
    assertThat(view.watermark())
        .isEqualTo(
            new ViewDefinition.Watermark(
                "stamp", Duration.ofSeconds(90), LocalDate.of(2026, 1, 1), "cast(? as date)"));
    assertThat(view.window())
        .isEqualTo(new ViewDefinition.Window("session_start", 7, Duration.ofHours(2), 50, "?"));
    assertThat(view.voids()).isEqualTo(new ViewDefinition.Voids("gone", Set.of("1", "Y")));
    // the business time is an attribute too, the flag and the stamp are the hub's only
    assertThat(List.of("session_start", "capacity"))
        .allMatch(column -> loaded.set().tellsAttribute(view, column));
    assertThat(List.of("fact_key", "stamp", "gone"))
        .noneMatch(column -> loaded.set().tellsAttribute(view, column));
  }

  @Test
  void changesTheHashOfTheSet() throws IOException {
    String before = MappingLoader.load(folder.root()).set().hash();
    folder.replace(SETTLEMENT, "s.payer_type ", "s.payer_kind ");

    assertThat(MappingLoader.load(folder.root()).set().hash()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "view: settlement-outpatient|view: settlements"
            + "|view 'settlements' stands in a file of another name; rename one of them|0",
        "event: settlement.outpatient|event: settlement.clinic"
            + "|no event 'settlement.clinic' in mappings/events|0",
        "as fact_key|as settle_key|'query' has no column 'fact_key'|-1",
        "as recorded_at|as written|'query' has no column 'recorded_at' (the time that grows|13",
        "as void_flag|as flag|'query' has no column 'void_flag' (the mark of what was taken|14",
        "as total_yuan|as total|column 'total' is no attribute of settlement.outpatient; known are"
            + " at, totalFen|-6",
        "as self_yuan|as total_fen|columns 'total_yuan' and 'total_fen' are one attribute|-8",
        "as total_yuan|as self_fen|no column for the required attribute 'totalFen'|-6",
        "as patient_id|as payer_id|'query' has no column 'patient_id', though the event|-4",
        "s.total_amount     as total_yuan|s.total_amount * 1|column 6 of 'query' has no name|-6",
        "select s.settle_no|with t as (select 1) select s.settle_no|is no SELECT|-1",
        "select s.settle_no|delete from x; select s.settle_no|is no SELECT|-1",
        "from his_outp_settle s|from his_outp_settle s; drop table x|has a ';'|-14",
        "from his_outp_settle s|into x from his_outp_settle s|has the word 'into'; a view is|-14",
        "from his_outp_settle s|from his_outp_settle s for update|has the word 'update'|-14",
        "from his_outp_settle s|from his_outp_settle s order by 1|has an 'order by'|-14",
        "from his_outp_settle s|from his_outp_settle s where a > ?|has a '?'; leave out|-14",
        "overlap: 10m|overlap: 10|'overlap' is a number with s, m, h or d, for example 10m|0",
        "overlap: 10m|overlap: 10m, form: 2026-01-01|'form' is not known here|0",
        "overlap: 10m|from: 1.1.2026|'from' is a day, for example 2026-01-01|0",
        "overlap: 10m|bind: cast(x as date)|'bind' has one '?'|0",
        "days: 35|days: 0|'days' is a whole number from 1 to 3660|0",
        "column: at, days|column: paid_at, days|'query' has no column 'paid_at'|0",
        "in: ['1', 'Y']|in: []|'void' names no values|0",
        "view: settlement-outpatient|clock: update t set a = 1#view: settlement-outpatient"
            + "|'clock' is no SELECT|0",
      })
  void namesFileLineAndReason(String text, String wrong, String reason, int lineFromText)
      throws IOException {
    int line = folder.replace(SETTLEMENT, text, wrong.replace('#', '\n')) + lineFromText;

    MappingLoader.Loaded loaded = MappingLoader.load(folder.root());

    assertThat(loaded.set()).isNull();
    assertThat(loaded.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).isEqualTo(SETTLEMENT);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.reason()).contains(reason);
            });
  }

  @Test
  void leavesColumnsAloneThatItCannotTell() throws IOException {
    Files.writeString(
        folder.file("views/mine.yaml"),
        "view: mine\nevent: slot.published\nquery: select * from v\n");

    assertThat(MappingLoader.load(folder.root()).problems()).isEmpty();
  }

  @Test
  void findsNamesBehindExpressionsTextsAndComments() {
    var select =
        new SelectText(
            """
            select distinct t.a, -- a, comment
                   'it''s, from' as b, /* from */ f(x, y) c, "D", [E f], (select 1 from z) as g,
                   case when a = 1 then 2 end as h
            from t where a in (select update_count from u)
            """);

    assertThat(select.problem()).isNull();
    assertThat(select.columns()).containsExactly("a", "b", "c", "d", "e f", "g", "h");
  }
}
