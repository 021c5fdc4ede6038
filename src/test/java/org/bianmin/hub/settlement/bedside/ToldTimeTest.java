package org.bianmin.hub.settlement.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Both engines read times as Java does. */
class ToldTimeTest {

  private static Long read(TestStore store, String time) {
    return store
        .queries()
        .sql("select " + ToldTime.millis("x.t") + " from (select cast(? as text) as t) x")
        .param(time)
        .query((row, n) -> row.getObject(1) == null ? null : (Long) row.getLong(1))
        .list()
        .get(0);
  }

  @EachEngine
  void readsEveryDayOfALeapYearAndTheNext(TestStore store) {
    OffsetDateTime day = OffsetDateTime.parse("2027-12-30T23:59:58+08:00");
    for (int i = 0; i < 800; i++) {
      String text = day.plusDays(i).toString();
      assertThat(read(store, text)).as(text).isEqualTo(day.plusDays(i).toInstant().toEpochMilli());
    }
  }

  @EachEngine
  void readsOffsetsAndNothing(TestStore store) {
    for (String text :
        List.of(
            "1970-01-01T00:00:00+00:00",
            "2026-11-03T08:30:00+05:30",
            "2026-11-03T08:30:00-09:45",
            "2000-02-29T00:00:01+08:00",
            "2099-12-31T23:59:59+08:00",
            "1901-01-01T00:00:00+08:00")) {
      assertThat(read(store, text))
          .as(text)
          .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }
    assertThat(read(store, null)).isNull();
    assertThat(read(store, "")).isNull();
  }
}
