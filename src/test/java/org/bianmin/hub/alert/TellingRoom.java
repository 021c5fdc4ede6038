package org.bianmin.hub.alert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.bianmin.hub.mapping.SetCompanion;
import org.bianmin.hub.store.TestStore;

/** The room on a store, with channels that the test configures. */
final class TellingRoom {

  /** Takes or refuses what it is given, as the test says. */
  static final class Receiver implements ChannelClient {

    final List<Letter> got = new CopyOnWriteArrayList<>();
    final List<Letter> refused = new CopyOnWriteArrayList<>();
    volatile ChannelAnswer answer = ChannelAnswer.taken("ok");

    @Override
    public ChannelAnswer send(ChannelProperties channel, Letter letter) {
      (answer.ok() ? got : refused).add(letter);
      return answer;
    }

    List<String> titles() {
      return got.stream().map(Letter::title).toList();
    }
  }

  static final Text NAME = new Text("上报积压", "Deliveries wait");

  final AlertRoom room;
  final Silences silences;
  final ToldQueries messages;
  final Channels channels;
  final Teller teller;
  final Receiver receiver = new Receiver();

  TellingRoom(TestStore store, Map<String, ChannelProperties> of) {
    this(store, of, null);
  }

  /** With clients of their own; null means the receiver of the test. */
  TellingRoom(
      TestStore store, Map<String, ChannelProperties> of, Map<ChannelKind, ChannelClient> clients) {
    room = new AlertRoom(store, rules());
    AlertProperties properties = new AlertProperties(true, Duration.ofSeconds(15), of);
    AlertMessages formats = new AlertMessages(properties);
    SetCompanion.Prepared prepared = formats.prepare(Path.of("mappings"), null);
    if (!prepared.problems().isEmpty()) {
      throw new AssertionError(prepared.problems());
    }
    prepared.putInForce().run();
    silences =
        new Silences(
            room.commands,
            store.queries(),
            store.commits(),
            room.rules,
            day -> day.getDayOfWeek().getValue() <= 5,
            AlertRoom.SetClock.ZONE,
            room.clock);
    messages = new ToldQueries(store.queries());
    TellingRows rows = new TellingRows(store.commits());
    ChannelRuns runs =
        new ChannelRuns(
            messages,
            room.queries,
            rows,
            room.commands,
            new Letters(formats, room.rules, "https://hub.example/", AlertRoom.SetClock.ZONE),
            clients == null ? all(receiver) : clients,
            new Random(7),
            room.clock);
    channels = new Channels(properties, messages, runs, room.clock);
    teller =
        new Teller(
            new Spreading(rows, room.rows, silences, room.rules, properties.open()),
            runs,
            room.commands,
            properties.open(),
            room.clock);
  }

  static RuleSet rules() {
    List<AlertRule> rules = new ArrayList<>();
    rules.add(rule("age", Kind.DELIVERY_AGE, Severity.CRITICAL));
    rules.add(rule("depth", Kind.QUEUE_DEPTH, Severity.WARNING));
    rules.add(rule("parked", Kind.PARKED, Severity.INFO));
    return new RuleSet(
        rules,
        Map.of(
            "always",
            Hours.ALWAYS,
            "night",
            new Hours(
                Hours.Days.ALL, java.time.LocalTime.of(22, 0), java.time.LocalTime.of(6, 0))));
  }

  private static AlertRule rule(String id, Kind kind, Severity severity) {
    return new AlertRule(
        id,
        NAME,
        kind,
        List.of(),
        List.of(),
        15,
        Duration.ZERO,
        severity,
        "always",
        new Text("看上报页", "Look at Deliveries"),
        null);
  }

  static Map<ChannelKind, ChannelClient> all(ChannelClient client) {
    Map<ChannelKind, ChannelClient> clients = new EnumMap<>(ChannelKind.class);
    EnumSet.allOf(ChannelKind.class).forEach(kind -> clients.put(kind, client));
    return clients;
  }

  /** A look, and what it makes people be told. */
  void turn() throws Exception {
    room.look();
    tell();
  }

  void tell() throws Exception {
    if (teller.spread()) {
      for (Future<?> run : teller.call()) {
        run.get();
      }
    }
  }

  void later(Duration duration) throws Exception {
    room.clock.now = room.clock.now.plus(duration);
    turn();
  }

  void bad(String... destinations) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (String destination : destinations) {
      figures.add(new Figure(destination, 20));
    }
    room.figures(Kind.DELIVERY_AGE, figures);
    turn();
  }

  Silence silence(String rule, String subject, Duration lasting) {
    long now = room.clock.millis();
    return new Silence(
        0,
        rule,
        subject,
        now,
        now + lasting.toMillis(),
        "always",
        EnumSet.noneOf(java.time.DayOfWeek.class),
        "升级维护",
        "张三",
        0,
        null,
        "");
  }
}
