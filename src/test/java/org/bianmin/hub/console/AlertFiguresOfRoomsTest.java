package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.Kind;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportState;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.settlement.Reconciliation;
import org.bianmin.hub.settlement.SettlementProperties;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AlertFiguresOfRoomsTest {

  private static final long NOW = Instant.parse("2026-11-03T08:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final DefaultListableBeanFactory rooms = new DefaultListableBeanFactory();
  private final List<Class<?>> with = new ArrayList<>();
  private Commands commands;
  private long ids;

  /** The figures of the rooms that are there, as the hub puts them together. */
  private AlertFiguresOfRooms figures(TestStore store) {
    beforehand(store.queries());
    commands = new Commands(store.commits());
    store.commits().start();
    return rooms.createBean(AlertFiguresOfRooms.class);
  }

  private void beforehand(JdbcClient queries) {
    // so that constructors are chosen as in the hub
    AutowiredAnnotationBeanPostProcessor choosing = new AutowiredAnnotationBeanPostProcessor();
    choosing.setBeanFactory(rooms);
    rooms.addBeanPostProcessor(choosing);
    rooms.registerSingleton("queries", queries);
    rooms.registerSingleton("codes", rooms.createBean(UnmappedQueries.class));
    with.forEach(room -> rooms.registerSingleton(room.getName(), rooms.createBean(room)));
  }

  private void withSettlement(boolean enabled) {
    rooms.registerSingleton(
        "settlement",
        new SettlementProperties(enabled, Duration.ofMinutes(30), Duration.ofMinutes(15), 0, null));
    with.add(Reconciliation.class);
  }

  private void write(String sql, Object... values) {
    commands.execute(
        session -> {
          PreparedStatement statement = session.prepare(sql);
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
          return statement.executeUpdate();
        });
  }

  /** A code that no table has, told by one message. */
  private void unmapped(String source, String code) {
    write(
        "insert into unmapped_code (type, attribute, source, code, messages, first_seen, last_seen)"
            + " values ('visit.registered', 'visitClass', ?, ?, 1, 0, 0)",
        source,
        code);
    write(
        "insert into unmapped_message (type, attribute, source, code, message_id)"
            + " values ('visit.registered', 'visitClass', ?, ?, ?)",
        source,
        code,
        ++ids);
  }

  private void alert(String facility, Long resolvedAt) {
    ids++;
    write(
        "insert into reconciliation_alert (id, kind, facility, day, event_id, fen, opened_at,"
            + " resolved_at) values (?, 'unsettled', ?, '2026-11-02', ?, 100, 0, "
            + resolvedAt
            + ")",
        ids,
        facility,
        ids);
  }

  private void report(String facility, ReportState state, ReportState pending, Long dueAt) {
    write(
        "insert into report (id, programme, kind, period, until, scope_kind, scope_id, destination,"
            + " automatic, revision, state, opened_at, due_at, pending, pending_state) values"
            + " (?, 'p', 'k', '2026-Q3', '', 'FACILITY', ?, '', 0, 1, ?, 0, "
            + dueAt
            + (pending == null ? ", null, null)" : ", 2, '" + pending.name() + "')"),
        ++ids,
        facility,
        state.name());
  }

  private static Figure due(String facility, double hours) {
    return new Figure("p/k/2026-Q3/facility/" + facility, hours);
  }

  @EachEngine
  void roomsThatAreNotThereHaveNoFigures(TestStore store) {
    assertThat(figures(store).figures(NOW)).containsOnlyKeys(Kind.UNMAPPED_CODES);
  }

  @EachEngine
  void aRoomThatIsSwitchedOffHasNoFigures(TestStore store) {
    withSettlement(false);

    assertThat(figures(store).figures(NOW)).doesNotContainKey(Kind.RECONCILIATION);
  }

  @EachEngine
  void countsUnmappedCodesBySource(TestStore store) {
    AlertFiguresOfRooms figures = figures(store);
    unmapped("his", "ZX");
    unmapped("his", "ZY");
    unmapped("lis", "ZX");

    assertThat(figures.figures(NOW).get(Kind.UNMAPPED_CODES))
        .containsExactlyInAnyOrder(new Figure("his", 2), new Figure("lis", 1));
  }

  @EachEngine
  void countsLastingAlertsOfReconciliationByFacility(TestStore store) {
    withSettlement(true);
    AlertFiguresOfRooms figures = figures(store);
    alert("H001", null);
    alert("H001", null);
    alert("H002", null);
    alert("H002", NOW);

    assertThat(figures.figures(NOW).get(Kind.RECONCILIATION))
        .containsExactlyInAnyOrder(new Figure("H001", 2), new Figure("H002", 1));
  }

  @EachEngine
  void tellsTheHoursUntilReportsAreDueThatAreStillToBeSent(TestStore store) {
    with.add(ReportQueries.class);
    AlertFiguresOfRooms figures = figures(store);
    report("OPEN", ReportState.OPEN, null, NOW + 36 * HOUR);
    report("CUT", ReportState.CUT, null, NOW + HOUR / 2);
    report("SIGNED", ReportState.SIGNED_OFF, null, NOW - 2 * HOUR);
    report("RETURNED", ReportState.RETURNED, null, NOW + 3 * HOUR);
    report("SENT", ReportState.SUBMITTED, null, NOW + 4 * HOUR);
    report("ACCEPTED", ReportState.ACCEPTED, null, NOW + 5 * HOUR);
    report("WHENEVER", ReportState.OPEN, null, null);

    assertThat(figures.figures(NOW).get(Kind.REPORT_DUE))
        .containsExactlyInAnyOrder(
            due("OPEN", 36), due("CUT", 0.5), due("SIGNED", -2), due("RETURNED", 3));
  }

  @EachEngine
  void aRestatementInHandMakesAnAcceptedReportNotDueAgain(TestStore store) {
    with.add(ReportQueries.class);
    AlertFiguresOfRooms figures = figures(store);
    report("ACCEPTED", ReportState.ACCEPTED, ReportState.CUT, NOW - HOUR);
    report("RETURNED", ReportState.RETURNED, ReportState.CUT, NOW - HOUR);

    assertThat(figures.figures(NOW).get(Kind.REPORT_DUE)).containsExactly(due("RETURNED", -1));
  }

  @EachEngine
  void forgetsWhatWasDueAMonthAgo(TestStore store) {
    with.add(ReportQueries.class);
    AlertFiguresOfRooms figures = figures(store);
    report("LATE", ReportState.OPEN, null, NOW - 31 * DAY + HOUR);
    report("GONE", ReportState.OPEN, null, NOW - 31 * DAY);

    assertThat(figures.figures(NOW).get(Kind.REPORT_DUE)).containsExactly(due("LATE", 1 - 31 * 24));
  }

  @EachEngine
  void readsTheRoomsEveryFiveMinutesAndAfterTheClockWasPutBack(TestStore store) {
    AlertFiguresOfRooms figures = figures(store);
    Map<Kind, ?> first = figures.figures(NOW);
    unmapped("his", "ZX");

    assertThat(figures.figures(NOW + 5 * MINUTE - 1)).isSameAs(first);
    assertThat(figures.figures(NOW + 5 * MINUTE).get(Kind.UNMAPPED_CODES))
        .containsExactly(new Figure("his", 1));

    unmapped("his", "ZY");
    assertThat(figures.figures(NOW).get(Kind.UNMAPPED_CODES)).containsExactly(new Figure("his", 2));
  }

  @Test
  void workingDaysAreMondayToFridayWhereNobodyKnowsTheHolidays() {
    AlertFiguresOfRooms figures = withoutStore();

    assertThat(figures.working(LocalDate.of(2026, 10, 2))).as("a Friday, of a holiday").isTrue();
    assertThat(figures.working(LocalDate.of(2026, 10, 10))).as("a Saturday of work").isFalse();
    assertThat(figures.working(LocalDate.of(2026, 11, 1))).as("a Sunday").isFalse();
  }

  @Test
  void workingDaysAreThoseOfTheTableOfHolidays() {
    Programmes programmes = new Programmes();
    programmes
        .prepare(Path.of("mappings"), MappingLoader.load(Path.of("mappings")).set())
        .putInForce()
        .run();
    rooms.registerSingleton("programmes", programmes);
    AlertFiguresOfRooms figures = withoutStore();

    assertThat(figures.working(LocalDate.of(2026, 10, 2))).as("of the National Day").isFalse();
    assertThat(figures.working(LocalDate.of(2026, 10, 10))).as("worked for it").isTrue();
    assertThat(figures.working(LocalDate.of(2026, 11, 3))).as("a Tuesday").isTrue();
  }

  private AlertFiguresOfRooms withoutStore() {
    // only asked for figures, which nobody does here
    beforehand(JdbcClient.create(new DriverManagerDataSource()));
    return rooms.createBean(AlertFiguresOfRooms.class);
  }
}
