package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The reports on a test's store, with facts, a platform and a clock of the test's. */
final class ReportsOffice {

  /** A clock that stands until it is moved. */
  static final class Moved extends Clock {
    private volatile Instant now;

    Moved(String at) {
      this.now = Instant.parse(at);
    }

    void to(String at) {
      now = Instant.parse(at);
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  final PlayedFacts facts = new PlayedFacts();
  final PlayedPlatform platform = new PlayedPlatform();
  final Moved clock = new Moved("2026-07-02T00:00:00Z");
  final ReportQueries queries;
  final ReportDetails details;
  final ReportRooms rooms;
  final ReportDestinations destinations;

  ReportsOffice(TestStore store, ReportProperties properties) {
    queries = new ReportQueries(store.queries());
    details = new ReportDetails(store.queries());
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("platform", platform);
    rooms =
        new ReportRooms(
            facts,
            store.queries(),
            new Commands(store.commits()),
            store.commits(),
            queries,
            details,
            properties,
            beans.getBeanProvider(ReportPlatform.class),
            ZONE,
            clock);
    destinations = new ReportDestinations(store.queries(), rooms.sendingRows(), rooms.bell());
    store.commits().start();
  }

  static ReportsOffice open(TestStore store) {
    return new ReportsOffice(store, properties(List.of()));
  }

  static ReportProperties properties(List<ReportProperties.Scheduled> scheduled) {
    return properties(scheduled, Duration.ZERO, Duration.ZERO);
  }

  static ReportProperties properties(
      List<ReportProperties.Scheduled> scheduled, Duration restateAfter, Duration restateEvery) {
    return new ReportProperties(
        scheduled,
        "platform",
        Duration.ofSeconds(10),
        Duration.ZERO,
        restateAfter,
        restateEvery,
        Duration.ofDays(400),
        false,
        "forms");
  }

  Reports reports() {
    return rooms.reports();
  }

  /** One regular look at everything. */
  void look() {
    rooms.schedule().look();
  }

  /** The half-year report, opened and cut. */
  long cut() {
    long id = reports().open(PlayedFacts.halfYear(), "preparer");
    int unused = reports().cut(id, "preparer", null);
    return id;
  }

  /** Reviewed, signed off and submitted. */
  void send(long id, int revision) {
    reports().review(id, revision, "reviewer", null);
    reports().signOff(id, revision, "signer", null);
    reports().submit(id, revision, "signer", null);
  }

  ReportQueries.Revision revision(long id, int revision) {
    return queries.revisions(id).stream()
        .filter(known -> known.revision() == revision)
        .findFirst()
        .orElseThrow();
  }

  ReportState state(long id, int revision) {
    return revision(id, revision).state();
  }

  ReportQueries.Value value(long id, int revision, String indicator) {
    return queries.values(id, revision).stream()
        .filter(value -> value.value().indicator().equals(indicator))
        .findFirst()
        .orElseThrow();
  }

  List<String> turns(long id) {
    return details.history(id).stream().map(turn -> turn.revision() + " " + turn.what()).toList();
  }
}
