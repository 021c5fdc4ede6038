package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a hospital has to look at: scopes that end, and items in use that have none. */
class ScopeWatchTest {

  private static final String HOSPITAL = "123400000000000000";

  @TempDir private Path temp;

  @EachEngine
  void findsItemsInUseThatNoScopeCoversToday(TestStore store) throws IOException {
    Commands commands = new Commands(store.commits());
    store.commits().start();
    ItemJudgement covered = blocked("lab-alb", Obstacle.NO_SCOPE);
    report(commands, 1, HOSPITAL, items(covered, blocked("lab-tsh", Obstacle.NO_LEGAL_ID)));
    report(commands, 2, "H2", items(blocked("lab-alb", Obstacle.NO_SCOPE, Obstacle.NO_VALUE)));
    report(
        commands,
        3,
        "H2",
        items(blocked("lab-alb", Obstacle.NO_SCOPE), blocked(null, Obstacle.NOT_MAPPED)));
    report(commands, 4, "H2", items(blocked("x", Obstacle.NO_SCOPE, Obstacle.NOT_IN_CATALOGUE)));
    report(
        commands,
        5,
        "H2",
        new Judgement("files", "t", blocked("img-ct-head", Obstacle.NO_SCOPE), List.of()));

    ScopeWatch watch = watch(store, "2026-06-01");

    // the trial hospital has a scope for its laboratory by now
    assertThat(watch.look().uncovered())
        .containsExactly(
            entry(new UncoveredItems.Item("H2", "img-ct-head"), 1L),
            entry(new UncoveredItems.Item("H2", "lab-alb"), 2L));
  }

  @EachEngine
  void saysInTheLogWhatEndsAndWhatToDo(TestStore store) throws IOException {
    store.commits().start();
    assertThat(told(watch(store, "2027-06-01"))).isEmpty();

    // lab-na, 全国HR, ends on 2027-12-31; what holds for the laboratory as a whole is narrower
    assertThat(told(watch(store, "2027-12-01")))
        .singleElement()
        .asString()
        .startsWith("1 scopes of mutual recognition end within 60 days, 0 have ended")
        .contains("recognition/scopes.csv", "全国HR lab-na until 2027-12-31");
    assertThat(told(watch(store, "2028-01-01")))
        .singleElement()
        .asString()
        .contains("1 have ended");
    assertThat(told(watch(store, "2028-06-01"))).isEmpty();
  }

  private ScopeWatch watch(TestStore store, String day) throws IOException {
    Mappings mappings = ShippedFolder.copyTo(temp.resolve(day + store.postgres())).mappings();
    RecognitionProperties properties = RecognitionSettings.of("enabled=true");
    return new ScopeWatch(
        mappings,
        new Catalogues(mappings, properties),
        new UncoveredItems(store.queries()),
        properties,
        Clock.fixed(Instant.parse(day + "T04:00:00Z"), Reports.ZONE));
  }

  private static List<String> told(ScopeWatch watch) {
    Logger log = (Logger) LoggerFactory.getLogger(ScopeWatch.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      watch.tell();
    } finally {
      log.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static ItemJudgement blocked(String item, Obstacle... obstacles) {
    return new ItemJudgement(item, "none", null, null, List.of(obstacles));
  }

  private static Judgement items(ItemJudgement... items) {
    return new Judgement("files", "t", null, List.of(items));
  }

  private static void report(Commands commands, long id, String facility, Judgement judgement) {
    int rows =
        commands.execute(
            session -> {
              var insert =
                  session.prepare(
                      "insert into recognition_report (event_id, version, facility, report_key,"
                          + " status, judged_at, judgement) values (?, 1, ?, ?, 'ACTIVE', 0, ?)");
              insert.setLong(1, id);
              insert.setString(2, facility);
              insert.setString(3, "R" + id);
              insert.setString(4, JudgementJson.write(judgement));
              return insert.executeUpdate();
            });
    assertThat(rows).isEqualTo(1);
  }
}
