package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;

/** The room on a store, with figures that the test sets. */
final class AlertRoom {

  /** A clock that goes when it is told. */
  static final class SetClock extends Clock {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    Instant now = Instant.parse("2026-11-27T02:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  final SetClock clock = new SetClock();
  final AlertRules rules = new AlertRules();
  final Map<Kind, List<Figure>> figures = new EnumMap<>(Kind.class);
  final Commands commands;
  final IncidentRows rows;
  final IncidentQueries queries;
  final Incidents incidents;
  final AlertWatch watch;

  AlertRoom(TestStore store, RuleSet inForce) {
    commands = new Commands(store.commits());
    rows = new IncidentRows(store.commits(), true);
    queries = new IncidentQueries(store.queries());
    incidents = new Incidents(commands, rows, clock);
    rules.putInForce(inForce);
    watch = watch();
    store.commits().start();
  }

  AlertWatch watch() {
    WorkingDays weekdays = day -> day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue();
    return new AlertWatch(
        rules,
        List.of(now -> figures),
        new Evaluation(rows, weekdays, SetClock.ZONE),
        commands,
        new AlertProperties(true, Duration.ofSeconds(15), null),
        clock);
  }

  AlertRoom withIncident() {
    figure(Kind.DELIVERY_AGE, "platform", 20);
    look();
    later(Duration.ofMinutes(2));
    assertThat(only().state()).isEqualTo(State.OPEN);
    return this;
  }

  void figure(Kind kind, String subject, double value) {
    figures(kind, List.of(new Figure(subject, value)));
  }

  void figures(Kind kind, List<Figure> values) {
    figures.put(kind, values);
  }

  void look() {
    assertThat(watch.look()).isTrue();
  }

  void later(Duration duration) {
    clock.now = clock.now.plus(duration);
    look();
  }

  void at(String local) {
    clock.now = LocalDateTime.parse(local).atZone(SetClock.ZONE).toInstant();
    look();
  }

  List<Incident> all() {
    return queries.page(null, null, 100);
  }

  Incident only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }
}
