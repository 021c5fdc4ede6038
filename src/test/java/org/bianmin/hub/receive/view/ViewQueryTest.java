package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.bianmin.hub.mapping.ViewDefinition;
import org.junit.jupiter.api.Test;

/** The SQL around a view's query, which has to be understood by every database. */
class ViewQueryTest {

  private static final HisTime NINE =
      new HisTime(LocalDateTime.parse("2026-11-03T09:00:00.1234567"), null);
  private static final String ORDER =
      " order by v.stamp, case when v.fact_key is null then 1 else 0 end, v.fact_key";

  private final ViewDefinition view =
      new ViewDefinition(
          "mine",
          "slot.published",
          "select 1 -- end\n",
          null,
          new ViewDefinition.Watermark("stamp", Duration.ofMinutes(1), null, "cast(? as date)"),
          null,
          null,
          "views/mine.yaml");

  @Test
  void beginsAtATimeAndGoesOnBehindAPlace() {
    assertThat(rows(null, null)).isEqualTo(query("v.stamp is not null" + ORDER));
    assertThat(rows(NINE, null)).isEqualTo(query("v.stamp >= cast(? as date)" + ORDER, NINE));
    assertThat(rows(NINE, new ViewQuery.Place(NINE, "K1")))
        .isEqualTo(
            query(
                "v.stamp >= cast(? as date) and (v.stamp > cast(? as date) or v.fact_key > ?"
                    + " or v.fact_key is null)"
                    + ORDER,
                NINE,
                NINE,
                "K1"));
  }

  @Test
  void goesBeyondATimeOnlyAfterAskingForAllOfItsRowsWithoutAKey() {
    assertThat(ViewQuery.keyless(view, "stamp", "cast(? as date)", NINE))
        .isEqualTo(
            query(
                "v.stamp = cast(? as date) and v.fact_key is null",
                NINE,
                new ViewQuery.Most(10_000)));
    assertThat(rows(NINE, new ViewQuery.Place(NINE, null)))
        .isEqualTo(query("v.stamp > cast(? as date)" + ORDER, NINE));
  }

  @Test
  void asksForKeysWithOneStatementHoweverManyThereAre() {
    ViewQuery two = ViewQuery.byKeys(view, List.of("K1", "K2"));
    ViewQuery fifty = ViewQuery.byKeys(view, Collections.nCopies(ViewQuery.KEYS, "K3"));

    assertThat(two.sql()).isEqualTo(fifty.sql());
    assertThat(two.parameters()).hasSize(ViewQuery.KEYS).contains("K1", "K2");
  }

  @Test
  void asksEachDatabaseForItsClockInItsOwnWords() {
    assertThat(ViewQuery.clock(view, "jdbc:oracle:thin:@//db/his").sql())
        .isEqualTo("select current_timestamp from dual");
    assertThat(ViewQuery.clock(view, "jdbc:sqlserver://db").sql())
        .isEqualTo("select current_timestamp");
  }

  @Test
  void keepsAllDigitsOfATime() {
    assertThat(HisTime.parse(NINE.text())).isEqualTo(NINE);
    HisTime point = new HisTime(null, java.time.Instant.parse("2026-11-03T01:00:00.1234567Z"));
    assertThat(HisTime.parse(point.text())).isEqualTo(point);
    assertThat(HisTime.of(NINE.timestamp(), false)).isEqualTo(NINE);
  }

  private ViewQuery rows(HisTime from, ViewQuery.Place after) {
    return ViewQuery.rows(view, "stamp", "cast(? as date)", from, after);
  }

  private static ViewQuery query(String conditions, Object... parameters) {
    return new ViewQuery(
        "select * from (\nselect 1 -- end\n) v where " + conditions, List.of(parameters));
  }
}
