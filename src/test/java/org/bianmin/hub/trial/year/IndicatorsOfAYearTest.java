package org.bianmin.hub.trial.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/**
 * What the hub answers of a year is what the year's own books say, before and after corrections.
 */
class IndicatorsOfAYearTest {

  private static final long SEED = 2026;
  private static final int SIZE = LongForm.tries(40_000, 100_000);
  private static final int PER_COMMIT = 1_000;
  private static final List<String> FACILITIES =
      List.of(SyntheticYear.HOSPITAL, SyntheticYear.CENTRE);
  private static final List<Span> SPANS =
      List.of(
          Span.quarter(1),
          Span.quarter(2),
          Span.quarter(3),
          Span.quarter(4),
          Span.year(),
          Span.month(2));

  @EachEngine
  void everyBookedIndicatorIsWhatTheBooksSayAndStaysSoAfterLateCorrections(TestStore store)
      throws Exception {
    SyntheticYear year = new SyntheticYear(SEED, SIZE);
    YearRoom room = new YearRoom(store);
    for (String facility : FACILITIES) {
      assertThat(YearRoom.undefined(BookedIndicators.of(facility))).isEmpty();
    }
    assertThat(room.tell(year.events(), PER_COMMIT)).isBetween(SIZE * 9L / 10, SIZE * 11L / 10);
    assertThat(room.refresh()).isZero();
    Map<String, String> before = compare(room, year.books());

    assertThat(room.tell(year.lateCorrections(), PER_COMMIT)).isGreaterThan(SIZE / 1_000);
    assertThat(room.refresh()).isZero();
    Map<String, String> after = compare(room, year.books());

    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> answer : after.entrySet()) {
      if (!answer.getValue().equals(before.get(answer.getKey()))) {
        changed.add(answer.getKey());
      }
    }
    assertThat(changed)
        .hasSizeGreaterThan(25)
        .contains(
            "HAI-01 2026-Q1 of " + SyntheticYear.HOSPITAL,
            "HAI-06 2026-Q1 of " + SyntheticYear.HOSPITAL,
            "HAI-21 2026-Q1 of " + SyntheticYear.HOSPITAL,
            "HAI-23 2026-Q1 of " + SyntheticYear.HOSPITAL,
            "AHN-02a 2026-Q1 of " + SyntheticYear.HOSPITAL)
        .doesNotContain(
            "HAI-01 2026-Q3 of " + SyntheticYear.HOSPITAL,
            "HAI-21 2026-Q3 of " + SyntheticYear.HOSPITAL,
            "SXQ-3d.2 2026-Q4 of " + SyntheticYear.CENTRE);
  }

  /** All answers as text, after each of them was found to be what the books say. */
  private static Map<String, String> compare(YearRoom room, YearBooks books) {
    Map<String, String> answers = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String facility : FACILITIES) {
      for (String indicator : BookedIndicators.of(facility)) {
        for (Span span : SPANS) {
          String difference = room.difference(books, facility, indicator, span);
          String at = indicator + " " + span.text();
          if (!difference.isEmpty()) {
            wrong.add(difference);
          }
          Part value =
              YearRoom.answer(
                  room.value(YearRoom.indicator(indicator), facility, span.text()), indicator);
          answers.put(
              at + " of " + facility,
              value.numerator() + "/" + value.denominator() + "=" + value.value());
        }
      }
    }
    assertThat(wrong).isEmpty();
    return answers;
  }
}
