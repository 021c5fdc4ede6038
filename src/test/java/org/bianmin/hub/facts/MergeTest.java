package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventStatus;
import org.junit.jupiter.api.Test;

class MergeTest {

  private static Version version(
      int rank, long recordedAt, long message, int reading, Action action, Object... attributes) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put((String) attributes[i], attributes[i + 1]);
    }
    return new Version(
        "s" + rank,
        rank,
        recordedAt,
        "t" + message,
        reading,
        message,
        "m" + message,
        action,
        action == Action.VOID ? null : recordedAt * 10,
        null,
        map,
        "");
  }

  private static Version told(long recordedAt, Action action, Object... attributes) {
    return version(10, recordedAt, recordedAt, 0, action, attributes);
  }

  private static Merge.Merged merge(Version... versions) {
    Merge.Merged merged = Merge.merge(List.of(versions));
    List<Version> reversed = new ArrayList<>(Arrays.asList(versions));
    java.util.Collections.reverse(reversed);
    assertThat(Merge.merge(reversed)).isEqualTo(merged);
    return merged;
  }

  private static Map<String, Object> items(Object... keysAndValues) {
    Map<String, Object> group = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      group.put(
          (String) keysAndValues[i],
          value == null ? null : Map.of("v", value, Merge.POSITION, (long) i));
    }
    return group;
  }

  @Test
  void takesEachAttributeFromTheNewestVersionThatTellsIt() {
    var merged = merge(told(1, Action.RECORD, "a", "1", "b", "1"), told(2, Action.AMEND, "b", "2"));
    assertThat(merged.status()).isEqualTo(EventStatus.ACTIVE);
    assertThat(merged.attributes()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(merged.occurredAt()).isEqualTo(20);
    assertThat(merged.recordedAt()).as("of what decides the status").isOne();
    assertThat(merged.mapping()).isEqualTo("m2");
  }

  @Test
  void prefersTheBetterRankToTheLaterTime() {
    var merged =
        merge(
            version(10, 1, 1, 0, Action.RECORD, "a", "message"),
            version(20, 9, 2, 0, Action.VOID),
            version(20, 8, 3, 0, Action.RECORD, "a", "view", "b", "view"));
    assertThat(merged.status()).isEqualTo(EventStatus.ACTIVE);
    assertThat(merged.attributes()).isEqualTo(Map.of("a", "message", "b", "view"));
    assertThat(merged.recordedAt()).isOne();
  }

  @Test
  void leavesAmendmentsAlonePending() {
    assertThat(merge(told(1, Action.AMEND, "a", "1")).status()).isEqualTo(EventStatus.PENDING);
  }

  @Test
  void voidsWhenTheCancelIsNewerAndRevivesWhenARecordIs() {
    assertThat(merge(told(1, Action.RECORD), told(2, Action.VOID)).status())
        .isEqualTo(EventStatus.VOID);
    assertThat(merge(told(1, Action.VOID), told(2, Action.RECORD)).status())
        .isEqualTo(EventStatus.ACTIVE);
    assertThat(merge(told(1, Action.RECORD), told(2, Action.VOID), told(3, Action.AMEND)).status())
        .isEqualTo(EventStatus.VOID);
  }

  @Test
  void takesNothingButTheStatusFromACancel() {
    var merged = merge(told(1, Action.RECORD, "a", "1"), told(2, Action.VOID, "a", "2"));
    assertThat(merged.attributes()).isEqualTo(Map.of("a", "1"));
    assertThat(merged.occurredAt()).isEqualTo(10);
  }

  @Test
  void takesFromTheCancelThatHoldsWhyTheFactIsGone() {
    var gone = merge(told(1, Action.RECORD, "a", "1"), told(2, Action.VOID, "why", "wrong"));
    assertThat(gone.attributes()).isEqualTo(Map.of("a", "1", "why", "wrong"));

    var back =
        merge(
            told(1, Action.RECORD, "a", "1"),
            told(2, Action.VOID, "why", "wrong"),
            told(3, Action.RECORD, "a", "2"));
    assertThat(back.attributes()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void emptiesAnAttributeThatIsExplicitlyEmptied() {
    var merged =
        merge(told(1, Action.RECORD, "a", "1", "b", "1"), told(2, Action.AMEND, "a", null));
    assertThat(merged.attributes()).isEqualTo(Map.of("b", "1"));
  }

  @Test
  void countsOnlyTheLatestReadingOfAMessageWhereverItIsPlaced() {
    var merged =
        merge(
            version(10, 5, 1, 0, Action.RECORD, "a", "old", "b", "old"),
            version(20, 3, 1, 1, Action.RECORD, "a", "new"));
    assertThat(merged.attributes()).isEqualTo(Map.of("a", "new"));
    assertThat(merged.occurredAt()).isEqualTo(30);
    assertThat(merged.recordedAt()).isEqualTo(3);
  }

  @Test
  void voidsWhatWasRecordedAndIsWithdrawnEvenWhileAmendmentsRemain() {
    Version first = version(10, 1, 1, 0, Action.RECORD, "a", "1");
    Version withdrawn = first.withdrawn(1, "m9");
    assertThat(merge(first, withdrawn).status()).isEqualTo(EventStatus.VOID);
    assertThat(merge(first, withdrawn).attributes()).isEmpty();
    assertThat(merge(first, withdrawn).recordedAt()).isOne();
    assertThat(merge(first, withdrawn, told(2, Action.AMEND)).status()).isEqualTo(EventStatus.VOID);
    Version again = version(10, 1, 1, 2, Action.RECORD, "a", "2");
    assertThat(merge(first, withdrawn, again).status()).isEqualTo(EventStatus.ACTIVE);
  }

  @Test
  void keepsWithdrawnAmendmentsPending() {
    Version amended = version(10, 1, 1, 0, Action.AMEND, "a", "1");
    assertThat(merge(amended, amended.withdrawn(1, "m9")).status()).isEqualTo(EventStatus.PENDING);
  }

  @Test
  void mergesGroupsItemByItemInTheirOrder() {
    var merged =
        merge(
            told(1, Action.RECORD, "items", items("x", "1", "y", "1", "z", "1")),
            told(2, Action.AMEND, "items", items("x", "2", "y", null)));
    assertThat(merged.attributes())
        .isEqualTo(Map.of("items", List.of(Map.of("v", "2"), Map.of("v", "1"))));
    assertThat(merged.status()).isEqualTo(EventStatus.ACTIVE);
  }

  @Test
  void voidsAFactWhoseGroupHasLostAllItsItems() {
    Version gone = told(2, Action.AMEND, "items", items("x", null));
    assertThat(merge(told(1, Action.RECORD, "items", items("x", "1")), gone).status())
        .isEqualTo(EventStatus.VOID);
    assertThat(merge(gone).status()).isEqualTo(EventStatus.PENDING);
    assertThat(merge(told(1, Action.RECORD, "items", items("x", "1", "y", "1")), gone).status())
        .isEqualTo(EventStatus.ACTIVE);
  }

  @Test
  void doesNotBringBackItemsFromBeforeTheGroupWasEmptied() {
    var merged =
        merge(
            told(1, Action.RECORD, "items", items("x", "1")),
            told(2, Action.AMEND, "items", null),
            told(3, Action.AMEND, "items", items("y", "3")));
    assertThat(merged.attributes()).isEqualTo(Map.of("items", List.of(Map.of("v", "3"))));
  }

  private static Map<String, Object> reversal(long fen) {
    return Map.of(Merge.POSITION, 1L, Merge.LESS, "totalFen-amountFen", "amountFen", fen);
  }

  @Test
  void whatIsTakenBackLessensTheAmountWhateverComesFirst() {
    Version settled = told(1, Action.RECORD, "totalFen", 1_000L);
    Version part = told(2, Action.AMEND, "reversals", Map.of("r1", reversal(300)));
    Version more = told(3, Action.AMEND, "reversals", Map.of("r2", reversal(-200)));

    Merge.Merged merged = merge(settled, part, more);

    assertThat(merged.status()).isEqualTo(EventStatus.ACTIVE);
    assertThat(merged.attributes()).containsEntry("totalFen", 500L);
    assertThat(merged.attributes().get("reversals"))
        .isEqualTo(List.of(Map.of("amountFen", -200L), Map.of("amountFen", 300L)));
    assertThat(merged.stored()).containsEntry("totalFen", 1_000L);
  }

  @Test
  void isVoidWhenTheWholeAmountWasTakenBack() {
    Version settled = told(1, Action.RECORD, "totalFen", 1_000L);
    Version part = told(2, Action.AMEND, "reversals", Map.of("r1", reversal(400)));
    Version rest = told(3, Action.AMEND, "reversals", Map.of("r2", reversal(600)));

    assertThat(merge(settled, part, rest).status()).isEqualTo(EventStatus.VOID);
    assertThat(merge(settled, part).status()).isEqualTo(EventStatus.ACTIVE);
    assertThat(merge(part, rest).status()).isEqualTo(EventStatus.PENDING);
  }

  @Test
  void aVersionThatTellsAllItemsLeavesNoneOfTheOlder() {
    Map<String, Object> all = items("B", "2", "D", "2");
    all.put(Merge.WHOLE, null);

    Merge.Merged merged =
        merge(
            told(1, Action.RECORD, "g", items("A", "1", "B", "1")),
            told(2, Action.AMEND, "g", all),
            told(3, Action.AMEND, "g", items("C", "3", "D", null)));

    assertThat(merged.status()).isEqualTo(EventStatus.ACTIVE);
    List<Object> left = new ArrayList<>();
    ((List<?>) merged.attributes().get("g")).forEach(item -> left.add(((Map<?, ?>) item).get("v")));
    assertThat(left).containsExactlyInAnyOrder("2", "3");
  }
}
