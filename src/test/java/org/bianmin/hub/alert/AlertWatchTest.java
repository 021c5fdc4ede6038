package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class AlertWatchTest {

  private static final Text TEXT = new Text("文", "text");
  private static final AlertRule AGE = rule("age", Kind.DELIVERY_AGE, 15, 2, "always");
  private static final AlertRule IDLE = rule("idle", Kind.SOURCE_IDLE, 60, 0, "clinic");
  private static final RuleSet RULES =
      new RuleSet(
          List.of(AGE, IDLE),
          Map.of(
              "always",
              Hours.ALWAYS,
              "clinic",
              new Hours(Hours.Days.WORKING, LocalTime.of(8, 0), LocalTime.of(17, 30))));

  @EachEngine
  void firesOnceWhatIsBadHasLasted(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES);
    room.figure(Kind.DELIVERY_AGE, "platform", 15);

    room.look();
    room.later(Duration.ofSeconds(119));
    assertThat(room.all()).isEmpty();

    room.later(Duration.ofSeconds(1));

    assertThat(room.all())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.rule()).isEqualTo("age");
              assertThat(incident.subject()).isEqualTo("platform");
              assertThat(incident.state()).isEqualTo(State.OPEN);
              assertThat(incident.openedAt()).isEqualTo(room.clock.millis());
              assertThat(incident.value()).isEqualTo(15);
            });
    assertThat(room.queries.lasting()).containsEntry(Severity.CRITICAL, 1L);
  }

  @EachEngine
  void whatHealsByItselfBeforeItHasLastedTroublesNobody(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES);
    for (int i = 0; i < 5; i++) {
      room.figure(Kind.DELIVERY_AGE, "platform", 20);
      room.later(Duration.ofSeconds(90));
      room.figure(Kind.DELIVERY_AGE, "platform", 3);
      room.later(Duration.ofSeconds(90));
    }

    assertThat(room.all()).isEmpty();
  }

  @EachEngine
  void whatStaysBadIsOneIncidentForEachSubject(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES);
    room.figures(Kind.DELIVERY_AGE, List.of(new Figure("province", 16), new Figure("cloud", 17)));
    for (int i = 0; i < 200; i++) {
      room.later(Duration.ofSeconds(15));
    }

    assertThat(room.all())
        .extracting(Incident::subject)
        .containsExactlyInAnyOrder("province", "cloud");
    assertThat(room.all())
        .allSatisfy(
            incident -> {
              assertThat(room.queries.history(incident.id())).hasSize(1);
              assertThat(incident.lastAt()).isGreaterThan(room.clock.millis() - 61_000);
            });
  }

  @EachEngine
  void resolvesOnceWhatIsGoodHasLasted(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    room.figures(Kind.DELIVERY_AGE, List.of());

    room.later(Duration.ofSeconds(15));
    room.later(Duration.ofSeconds(119));
    assertThat(room.only().state()).isEqualTo(State.OPEN);
    room.later(Duration.ofSeconds(1));

    assertThat(room.only().state()).isEqualTo(State.RESOLVED);
    assertThat(room.only().resolvedAt()).isEqualTo(room.clock.millis());
    assertThat(room.queries.lasting()).containsEntry(Severity.CRITICAL, 0L);
  }

  @EachEngine
  void whatGoesToAndFroIsOneIncidentThatCounts(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    for (int i = 0; i < 3; i++) {
      room.figure(Kind.DELIVERY_AGE, "platform", 0);
      room.look();
      room.later(Duration.ofMinutes(2));
      assertThat(room.only().state()).isEqualTo(State.RESOLVED);
      room.figure(Kind.DELIVERY_AGE, "platform", 30);
      room.look();
      room.later(Duration.ofMinutes(2));
    }

    assertThat(room.only().times()).isEqualTo(4);
    assertThat(room.only().state()).isEqualTo(State.OPEN);
    assertThat(room.queries.history(room.only().id()))
        .extracting(HistoryEntry::what)
        .containsExactly("opened", "resolved", "again", "resolved", "again", "resolved", "again");
  }

  @EachEngine
  void whatIsBadAgainAfterAWhileIsAnotherIncident(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    room.figure(Kind.DELIVERY_AGE, "platform", 0);
    room.look();
    room.later(Duration.ofMinutes(2));
    room.later(Duration.ofMinutes(31));
    room.figure(Kind.DELIVERY_AGE, "platform", 30);
    room.look();
    room.later(Duration.ofMinutes(2));

    assertThat(room.all()).hasSize(2);
  }

  @EachEngine
  void whatIsNotKnownAtTheMomentNeitherOpensNorResolves(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    room.figures.clear();

    room.later(Duration.ofHours(1));
    room.later(Duration.ofHours(1));

    assertThat(room.only().state()).isEqualTo(State.OPEN);
  }

  @EachEngine
  void aSilentSourceIsMissedInTheHoursOfItsCalendarOnly(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES);
    room.figure(Kind.SOURCE_IDLE, "his", 1_440);
    room.at("2026-11-27T03:00");
    room.at("2026-11-27T08:59");
    assertThat(room.all()).as("the night does not count").isEmpty();
    room.at("2026-11-28T11:00");
    assertThat(room.all()).as("a Saturday").isEmpty();

    room.at("2026-11-30T09:00");

    assertThat(room.only().value()).isEqualTo(60);
    room.at("2026-11-30T22:00");
    assertThat(room.only().state()).as("at night nobody knows better").isEqualTo(State.OPEN);
    room.figure(Kind.SOURCE_IDLE, "his", 1);
    room.at("2026-12-01T08:05");
    assertThat(room.only().state()).isEqualTo(State.RESOLVED);
  }

  @EachEngine
  void oneNodeLooksAndAnotherTakesOverWhenItIsGone(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES);
    AlertWatch other = room.watch();
    room.figure(Kind.DELIVERY_AGE, "platform", 20);

    assertThat(room.watch.look()).isTrue();
    assertThat(other.look()).isFalse();
    room.clock.now = room.clock.now.plusSeconds(59);
    assertThat(other.look()).isFalse();
    room.clock.now = room.clock.now.plusSeconds(61);

    assertThat(other.look()).isTrue();
    assertThat(room.watch.look()).isFalse();
    assertThat(room.all()).as("the hold-off began with the node that is gone").hasSize(1);
  }

  @EachEngine
  void anIncidentEndsWithItsRule(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    room.rules.putInForce(RuleSet.none());

    room.look();

    assertThat(room.only().state()).isEqualTo(State.RESOLVED);
    assertThat(room.queries.history(room.only().id()).get(1).text()).contains("no rule");
  }

  @EachEngine
  void peopleAcknowledgeAssignCommentAndResolve(TestStore store) {
    AlertRoom room = new AlertRoom(store, RULES).withIncident();
    long id = room.only().id();

    assertThat(room.incidents.acknowledge(id, "张三", "在看")).isTrue();
    assertThat(room.only().state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(room.only().assignee()).isEqualTo("张三");
    assertThat(room.incidents.assign(id, "张三", "李四")).isTrue();
    assertThat(room.only().assignee()).isEqualTo("李四");
    assertThat(room.incidents.resolve(id, "李四", null)).isTrue();
    assertThat(room.incidents.comment(id, "李四", "平台重启")).isTrue();

    assertThat(room.only().state()).isEqualTo(State.RESOLVED);
    assertThat(room.queries.history(id))
        .extracting(HistoryEntry::what, HistoryEntry::who, HistoryEntry::text)
        .containsExactly(
            tuple("opened", "", ""),
            tuple("acknowledged", "张三", "在看"),
            tuple("assigned", "张三", "李四"),
            tuple("resolved", "李四", ""),
            tuple("commented", "李四", "平台重启"));
    assertThat(room.incidents.acknowledge(id, "张三", null)).isFalse();
    assertThat(room.incidents.resolve(id, "张三", null)).isFalse();
    assertThat(room.incidents.comment(id + 1, "张三", "x")).isFalse();
  }

  private static AlertRule rule(String id, Kind kind, double threshold, int minutes, String hours) {
    return new AlertRule(
        id,
        TEXT,
        kind,
        List.of(),
        List.of(),
        threshold,
        Duration.ofMinutes(minutes),
        Severity.CRITICAL,
        hours,
        TEXT,
        null);
  }
}
