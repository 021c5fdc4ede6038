package org.bianmin.hub.indicator.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class QualityTest {

  private static final String REPORT = "result.issued";
  private static final long DAY = 86_400_000L;
  private static final LocalDate FIRST = LocalDate.EPOCH.plusDays(10);

  private long messages;

  private static AttributeDefinition attribute(String name, AttributeType type, boolean required) {
    return new AttributeDefinition(name, type, null, required, List.of(), Map.of(), 1);
  }

  private static Map<String, EventDefinition> events() {
    Map<String, AttributeDefinition> attributes = new HashMap<>();
    attributes.put("kind", attribute("kind", AttributeType.CODE, true));
    attributes.put("wardCode", attribute("wardCode", AttributeType.TEXT, false));
    // read by people, and not kept for counting
    attributes.put("conclusion", attribute("conclusion", AttributeType.TEXT, true));
    attributes.put(
        "items",
        new AttributeDefinition(
            "items",
            AttributeType.GROUP,
            null,
            false,
            List.of("code"),
            Map.of(
                "code", attribute("code", AttributeType.TEXT, true),
                "standard", attribute("standard", AttributeType.CODE, true)),
            1));
    return Map.of(
        REPORT,
        new EventDefinition(
            REPORT,
            "报告",
            "Report",
            List.of(),
            null,
            true,
            List.of(),
            List.of(),
            attributes,
            List.of(),
            "events/x.yaml"));
  }

  private MeasureEvents.Told report(int day, String ward, Object kind, Object standard) {
    messages++;
    Map<String, Object> told = new HashMap<>();
    told.put("kind", kind);
    if (ward != null) {
      told.put("wardCode", ward);
    }
    Map<String, Object> item = new HashMap<>();
    item.put("code", "GLU");
    item.put("standard", standard);
    told.put("items", Map.of("GLU", item));
    return BlocksRoom.told(
        messages,
        new EventKey("H1", REPORT, "R" + messages),
        Action.RECORD,
        (FIRST.toEpochDay() + day) * DAY + messages,
        told);
  }

  private static Quality quality(BlocksRoom room) {
    return new Quality(room.blocks(), QualityTest::shared, ProgrammeSet::none);
  }

  private static final Map<String, EventDefinition> EVENTS = events();

  private static Map<String, EventDefinition> shared() {
    return EVENTS;
  }

  private static Quality.Asked asked(String ward) {
    return new Quality.Asked("H1", FIRST, FIRST.plusDays(3), REPORT, ward);
  }

  private BlocksRoom room(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, EVENTS);
    List<MeasureEvents.Told> told = new ArrayList<>();
    told.add(report(0, "W1", "lab", "2501"));
    told.add(report(0, "W1", UnmappedCode.of("??"), "2501"));
    told.add(report(1, "W2", "lab", UnmappedCode.of("GLU")));
    told.add(report(1, null, "lab", "2501"));
    told.add(report(9, "W1", UnmappedCode.of("??"), "2501"));
    room.apply(told);
    refresh(room);
    return room;
  }

  private static void refresh(BlocksRoom room) {
    assertThat(
            room.blocks()
                .refresh(List.of("H1"), List.of(REPORT), 0, 100 * DAY, Duration.ofMinutes(5)))
        .isZero();
  }

  private static Quality.Line line(Quality quality, Quality.Asked asked, String attribute) {
    return quality.lines(asked).stream()
        .filter(line -> line.wish().attribute().equals(attribute))
        .findFirst()
        .orElseThrow();
  }

  @EachEngine
  void countsCodesWithoutARowAsLackingByDayAndWard(TestStore store) {
    Quality quality = quality(room(store));

    assertThat(quality.lines(asked(null)))
        .extracting(line -> line.wish().attribute())
        .containsExactlyInAnyOrder("kind", "items.code", "items.standard");
    Quality.Line kind = line(quality, asked(null), "kind");
    assertThat(kind.count()).isEqualTo(new Quality.Count(4, 1));
    assertThat(kind.days())
        .containsEntry(FIRST, new Quality.Count(2, 1))
        .containsEntry(FIRST.plusDays(1), new Quality.Count(2, 0));
    assertThat(kind.wards())
        .containsEntry("W1", new Quality.Count(2, 1))
        .containsEntry("W2", new Quality.Count(1, 0))
        .containsEntry("", new Quality.Count(1, 0));
    assertThat(line(quality, asked(null), "items.standard").count())
        .isEqualTo(new Quality.Count(4, 1));
    assertThat(line(quality, asked("W2"), "items.standard").count())
        .isEqualTo(new Quality.Count(1, 1));
  }

  @EachEngine
  void listsTheFactsTheNewestFirstAndPageByPage(TestStore store) {
    BlocksRoom room = room(store);
    Quality quality = quality(room);
    var wide = new Quality.Asked("H1", FIRST, FIRST.plusDays(20), REPORT, null);

    List<Quality.Lacking> first = quality.facts(wide, "kind", null, 1);
    List<Quality.Lacking> rest =
        quality.facts(wide, "kind", CountedFact.Cursor.parse(first.get(0).cursor()), 5);

    assertThat(first).hasSize(1);
    assertThat(rest).hasSize(1);
    assertThat(first.get(0).occurredAt()).isGreaterThan(rest.get(0).occurredAt());
  }

  @EachEngine
  void aDayThatChangesIsCountedAgain(TestStore store) {
    BlocksRoom room = room(store);
    Quality quality = quality(room);
    assertThat(line(quality, asked(null), "kind").count().lacking()).isEqualTo(1);

    room.apply(List.of(report(1, "W2", UnmappedCode.of("!"), "2501")));
    refresh(room);

    assertThat(line(quality, asked(null), "kind").count()).isEqualTo(new Quality.Count(5, 2));
  }
}
