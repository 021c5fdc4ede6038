// size: a test for each promise of telling, in one place
package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class TellerTest {

  private static final String OPENED = "【严重】上报积压：platform";
  private static final String RESOLVED = "【恢复】上报积压：platform";

  @EachEngine
  void tellsOnceThatItOpensAndOnceThatItIsOver(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    telling.bad("platform");
    for (int i = 0; i < 10; i++) {
      telling.later(Duration.ofSeconds(15));
    }
    telling.bad();
    telling.later(Duration.ofMinutes(1));

    assertThat(telling.receiver.titles()).containsExactly(OPENED, RESOLVED);
    assertThat(telling.receiver.got.get(0).body())
        .contains("platform", "20 分钟", "阈值 15 分钟", "看上报页", "https://hub.example/alerts/1");
    assertThat(telling.messages.of(telling.room.only().id()))
        .allSatisfy(message -> assertThat(message.state()).isEqualTo(Message.State.TOLD));
  }

  @EachEngine
  void tellsAChannelOnlyWhatItWants(TestStore store) throws Exception {
    ChannelProperties info =
        ChannelSettings.of(ChannelKind.WECOM)
            .with("url", "https://robot.example/")
            .with("minimum-severity", "info")
            .with("subjects", "his")
            .channel();
    TellingRoom telling =
        new TellingRoom(store, Map.of("it", ChannelSettings.robot(), "his", info));
    telling.room.figures(Kind.PARKED, List.of(new Figure("his", 20), new Figure("lis", 20)));
    telling.bad("platform");

    assertThat(telling.receiver.titles()).containsExactlyInAnyOrder(OPENED, "【提示】上报积压：his");
  }

  @EachEngine
  void gathersAFloodIntoABoundedNumberOfMessages(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    telling.bad(IntStream.range(0, 1000).mapToObj(i -> "d" + i).toArray(String[]::new));
    for (int i = 0; i < 20; i++) {
      telling.later(Duration.ofSeconds(15));
    }

    assertThat(telling.receiver.got).hasSize(6);
    assertThat(telling.receiver.titles().get(5)).isEqualTo("告警汇总：995 条");
    assertThat(telling.receiver.got.get(5).body())
        .contains("另有 983 条")
        .satisfies(
            body ->
                assertThat(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isLessThan(4096));

    telling.bad();
    telling.later(Duration.ofSeconds(15));

    assertThat(telling.receiver.got).as("and their recovery").hasSize(12);
    assertThat(telling.messages.queues(0).get("it").waiting()).isZero();
    assertThat(telling.messages.queues(0).get("it").oldestAt()).isNull();
  }

  @EachEngine
  void tellsAgainWhileNobodyAcknowledgesWhatIsCritical(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    telling.room.figure(Kind.QUEUE_DEPTH, "platform", 20);
    telling.bad("platform");
    telling.later(Duration.ofMinutes(239));
    assertThat(telling.receiver.got).hasSize(2);

    telling.later(Duration.ofMinutes(1));
    telling.later(Duration.ofMinutes(1));
    assertThat(telling.receiver.titles())
        .containsExactlyInAnyOrder(OPENED, "【警告】上报积压：platform", OPENED);
    assertThat(telling.receiver.got.get(2).body()).contains("仍未处理").contains("4 小时");

    for (Incident incident : telling.room.all()) {
      assertThat(telling.room.incidents.acknowledge(incident.id(), "张三", "")).isTrue();
    }
    telling.later(Duration.ofHours(9));
    assertThat(telling.receiver.got).hasSize(3);
  }

  @EachEngine
  void escalatesWhatNobodyAcknowledgesInTime(TestStore store) throws Exception {
    ChannelProperties chief =
        ChannelSettings.of(ChannelKind.FEISHU)
            .with("url", "https://robot.example/")
            .escalating(Duration.ofMinutes(15))
            .channel();
    TellingRoom telling =
        new TellingRoom(store, Map.of("it", ChannelSettings.robot(), "chief", chief));
    telling.bad("platform", "cloud");
    Incident seen =
        telling.room.all().stream().filter(i -> i.subject().equals("cloud")).findFirst().get();
    assertThat(telling.room.incidents.acknowledge(seen.id(), "张三", "")).isTrue();
    telling.later(Duration.ofMinutes(14));
    assertThat(telling.receiver.got).hasSize(2);

    telling.later(Duration.ofMinutes(1));
    telling.later(Duration.ofMinutes(1));

    assertThat(telling.receiver.titles().subList(2, telling.receiver.got.size()))
        .containsExactly("【升级·严重】上报积压：platform");
    telling.bad();
    assertThat(telling.receiver.titles().subList(3, telling.receiver.got.size()))
        .as("both are told that it is over, the chief of what was told only")
        .containsExactlyInAnyOrder(RESOLVED, RESOLVED, "【恢复】上报积压：cloud");
  }

  @EachEngine
  void aSilenceKeepsTheIncidentAndTellsNobodyUntilItEndsByItself(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    long id = telling.silences.make(telling.silence("", "platform", Duration.ofHours(1)));
    telling.bad("platform", "cloud");
    assertThat(telling.receiver.titles()).containsExactly("【严重】上报积压：cloud");
    Incident silent =
        telling.room.all().stream().filter(i -> i.subject().equals("platform")).findFirst().get();
    assertThat(telling.room.queries.history(silent.id()))
        .extracting(HistoryEntry::what, HistoryEntry::who, HistoryEntry::text)
        .contains(org.assertj.core.api.Assertions.tuple("silenced", "张三", "升级维护"));

    telling.later(Duration.ofMinutes(59));
    assertThat(telling.receiver.got).hasSize(1);
    telling.later(Duration.ofMinutes(1));

    assertThat(telling.receiver.titles()).containsExactly("【严重】上报积压：cloud", OPENED);
    assertThat(telling.silences.standing(telling.silences.find(id).get()))
        .isEqualTo(Silence.Standing.OVER);
    assertThat(telling.silences.end(id, "张三")).isFalse();
  }

  @EachEngine
  void whatIsOverBeforeItsSilenceEndsTroublesNobody(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    long id = telling.silences.make(telling.silence("age", "", Duration.ofDays(2)));
    telling.bad("platform");
    telling.bad();
    assertThat(telling.silences.end(id, "李四")).isTrue();
    telling.later(Duration.ofMinutes(5));

    assertThat(telling.receiver.got).isEmpty();
    assertThat(telling.room.only().state()).isEqualTo(State.RESOLVED);
    assertThat(telling.silences.find(id).get().endedBy()).isEqualTo("李四");
  }

  @EachEngine
  void aWeeklyWindowIsSilentOnItsNightsOnly(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    // Friday
    telling.room.at("2026-11-27T12:00");
    Silence week = telling.silence("", "", Duration.ofDays(60));
    long id =
        telling.silences.make(
            new Silence(
                0,
                "",
                "",
                week.from(),
                week.until(),
                "night",
                Set.of(DayOfWeek.SATURDAY),
                "每周备份",
                "张三",
                0,
                null,
                ""));
    Silence made = telling.silences.find(id).get();

    assertThat(List.of("11-27T23:00", "11-28T21:59", "11-28T22:00", "11-29T05:59", "11-29T06:00"))
        .extracting(at -> standing(telling, made, "2026-" + at))
        .containsExactly(
            Silence.Standing.BETWEEN,
            Silence.Standing.BETWEEN,
            Silence.Standing.SILENT,
            Silence.Standing.SILENT,
            Silence.Standing.BETWEEN);
  }

  private static Silence.Standing standing(TellingRoom telling, Silence silence, String at) {
    telling.room.clock.now = LocalDateTime.parse(at).atZone(AlertRoom.SetClock.ZONE).toInstant();
    return telling.silences.standing(silence);
  }

  @EachEngine
  void refusesASilenceThatSaysNothing(TestStore store) {
    TellingRoom telling = new TellingRoom(store, Map.of());
    assertThatThrownBy(() -> telling.silences.make(telling.silence("agf", "", Duration.ofHours(1))))
        .hasMessage("there is no rule agf");
    assertThatThrownBy(() -> telling.silences.make(telling.silence("", "", Duration.ofDays(400))))
        .hasMessageContaining("366 days");
    assertThatThrownBy(() -> telling.silences.make(telling.silence("", "", Duration.ZERO)))
        .hasMessage("until is not after from");
  }

  @EachEngine
  void aReceiverThatIsDownIsToldLaterAndOnce(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    telling.receiver.answer = ChannelAnswer.failed(Remedy.CONNECTION, "no connection");
    telling.bad("platform");
    telling.later(Duration.ofSeconds(1));
    assertThat(telling.receiver.refused).as("it rests after a failure").hasSize(1);
    for (int i = 0; i < 6; i++) {
      telling.later(Duration.ofMinutes(1));
    }
    assertThat(telling.receiver.refused).hasSizeBetween(3, 6);
    assertThat(telling.channels.all().get(0).last().ok()).isFalse();
    assertThat(telling.channels.all().get(0).queue().waiting()).isEqualTo(1);

    telling.receiver.answer = ChannelAnswer.taken("errcode 0 ok");
    telling.later(Duration.ofMinutes(30));
    telling.later(Duration.ofMinutes(30));

    assertThat(telling.receiver.titles()).containsExactly(OPENED);
    assertThat(telling.channels.all().get(0).last().ok()).isTrue();
  }

  @EachEngine
  void givesUpVisiblyAfterSoManyAttempts(TestStore store) throws Exception {
    ChannelProperties once =
        ChannelSettings.of(ChannelKind.WECOM)
            .with("url", "https://robot.example/")
            .with("repeat-every", "0s")
            .channel();
    TellingRoom telling = new TellingRoom(store, Map.of("it", once));
    telling.receiver.answer = ChannelAnswer.failed(Remedy.TOKEN, "errcode 93000 invalid webhook");
    telling.bad("platform", "cloud");
    for (int i = 0; i < 20; i++) {
      telling.later(Duration.ofMinutes(31));
    }

    assertThat(telling.receiver.refused).as("what waits shares the attempts").hasSize(12);
    assertThat(telling.channels.all().get(0).queue().givenUp()).isEqualTo(2);
    assertThat(telling.messages.of(telling.room.all().get(0).id()).get(0))
        .satisfies(
            message -> {
              assertThat(message.state()).isEqualTo(Message.State.GIVEN_UP);
              assertThat(message.attempts()).isEqualTo(12);
              assertThat(message.answer()).isEqualTo("errcode 93000 invalid webhook");
            });
  }

  @EachEngine
  void aMessageThatIsNotLikedKeepsNoOtherBack(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    telling.receiver.answer = ChannelAnswer.failed(Remedy.BODY, "errcode 40058");
    telling.bad("platform", "cloud");

    assertThat(telling.receiver.refused).as("each was tried").hasSize(2);
  }

  @EachEngine
  void aRestartLosesNothingAndTellsNothingTwice(TestStore store) throws Exception {
    TellingRoom before = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    before.bad("told");
    before.room.figures(Kind.DELIVERY_AGE, List.of(new Figure("told", 20), new Figure("new", 20)));
    before.room.look();
    store.reopen();

    TellingRoom after = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    // the lease of the one before runs out
    after.room.clock.now = before.room.clock.now.plusSeconds(121);
    after.room.figures(Kind.DELIVERY_AGE, List.of(new Figure("told", 20), new Figure("new", 20)));
    after.turn();
    after.later(Duration.ofSeconds(15));

    assertThat(before.receiver.titles()).containsExactly("【严重】上报积压：told");
    assertThat(after.receiver.titles()).containsExactly("【严重】上报积压：new");
  }

  @EachEngine
  void ofTwoNodesOneTells(TestStore store) throws Exception {
    TellingRoom one = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));
    one.bad("platform");

    long now = one.room.clock.millis();
    boolean taken =
        one.room.commands.execute(session -> Lease.TELL.take(session, "other", now + 1, now));

    assertThat(taken).isFalse();
    assertThat(one.teller.spread()).isTrue();
  }

  @EachEngine
  void triesAChannelAndKeepsItsAnswer(TestStore store) throws Exception {
    TellingRoom telling = new TellingRoom(store, Map.of("it", ChannelSettings.robot()));

    assertThat(telling.channels.test("it")).contains(ChannelAnswer.taken("ok"));
    assertThat(telling.receiver.titles()).containsExactly("便民枢纽测试消息");
    assertThat(telling.channels.all().get(0).last().text()).isEqualTo("ok");
    assertThat(telling.channels.test("nobody")).isEmpty();
  }
}
