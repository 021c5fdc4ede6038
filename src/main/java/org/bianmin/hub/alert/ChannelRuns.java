package org.bianmin.hub.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.bianmin.hub.store.Commands;

/**
 * Tells a channel what is due on it: the most severe one by one, and what is above the channel's
 * rate together in one message. A message is taken in the store before it is told, so that no other
 * node tells it too; one whose telling was cut off is told again.
 */
final class ChannelRuns {

  /** A message with its incident. */
  private record Due(Message message, Incident incident) {}

  private static final int MOST = 2_000;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Until another may take what was taken; longer than the longest call. */
  private static final long TAKEN = Duration.ofMinutes(2).toMillis();

  private static final long FIRST_PAUSE = Duration.ofSeconds(10).toMillis();
  private static final long LONGEST_PAUSE = Duration.ofMinutes(30).toMillis();
  private static final int DOUBLINGS = 20;

  private final ToldQueries messages;
  private final IncidentQueries incidents;
  private final TellingRows rows;
  private final Commands commands;
  private final Letters letters;
  private final Map<ChannelKind, ChannelClient> clients;
  private final RandomGenerator random;
  private final Clock clock;
  private final Map<String, Deque<Long>> calls = new ConcurrentHashMap<>();

  ChannelRuns(
      ToldQueries messages,
      IncidentQueries incidents,
      TellingRows rows,
      Commands commands,
      Letters letters,
      Map<ChannelKind, ChannelClient> clients,
      RandomGenerator random,
      Clock clock) {
    this.messages = messages;
    this.incidents = incidents;
    this.rows = rows;
    this.commands = commands;
    this.letters = letters;
    this.clients = clients;
    this.random = random;
    this.clock = clock;
  }

  /** Tells what is due, within the rate of the channel. */
  void run(String id, ChannelProperties channel) {
    int left = channel.perMinute() - lately(id);
    List<Due> due = left > 0 ? due(id) : List.of();
    if (due.isEmpty()) {
      return;
    }
    int singly = due.size() <= left ? due.size() : left - 1;
    for (Due one : due.subList(0, singly)) {
      if (!tell(id, channel, List.of(one))) {
        return;
      }
    }
    if (singly < due.size()) {
      boolean unused = tell(id, channel, due.subList(singly, due.size()));
    }
  }

  /** Tries a channel with a message that concerns no incident. */
  ChannelAnswer test(String id, ChannelProperties channel) {
    ChannelAnswer answer = send(id, channel, letters.test(id, channel, clock.millis()));
    commands.execute(
        session -> {
          rows.answered(session, id, answer, clock.millis());
          return null;
        });
    return answer;
  }

  private List<Due> due(String id) {
    List<Due> due = new ArrayList<>();
    for (Message message : messages.due(id, clock.millis(), MOST)) {
      Optional<Incident> incident = incidents.find(message.incident());
      incident.ifPresent(found -> due.add(new Due(message, found)));
    }
    due.sort(
        Comparator.comparing((Due one) -> one.incident().severity())
            .thenComparing(one -> one.message().id()));
    return due;
  }

  /** Whether the channel can be told more. */
  private boolean tell(String id, ChannelProperties channel, List<Due> due) {
    long now = clock.millis();
    List<Due> taken =
        commands.execute(
            session -> {
              List<Due> mine = new ArrayList<>();
              for (Due one : due) {
                if (rows.claim(session, one.message().id(), now + TAKEN, now)) {
                  mine.add(one);
                }
              }
              return mine;
            });
    if (taken.isEmpty()) {
      return true;
    }
    List<Letters.Told> told =
        taken.stream()
            .map(one -> new Letters.Told(one.incident(), one.message().moment()))
            .toList();
    Letter letter =
        told.size() == 1
            ? letters.of(channel, told.get(0), now)
            : letters.digest(channel, told, now);
    ChannelAnswer answer = send(id, channel, letter);
    record(id, channel, taken, answer);
    return answer.ok() || !answer.remedy().concernsChannel();
  }

  private ChannelAnswer send(String id, ChannelProperties channel, Letter letter) {
    calls.computeIfAbsent(id, unused -> new ArrayDeque<>()).add(clock.millis());
    return clients.get(channel.kind()).send(channel, letter);
  }

  private void record(String id, ChannelProperties channel, List<Due> taken, ChannelAnswer answer) {
    long now = clock.millis();
    commands.execute(
        session -> {
          rows.answered(session, id, answer, now);
          for (Due one : taken) {
            if (answer.ok()) {
              rows.told(session, one.message().id(), taken.size(), answer.text(), now);
            } else {
              // what the claim added counts already
              long again = now + pause(one.message().attempts() + 1);
              rows.failed(session, one.message().id(), channel.attempts(), answer.text(), again);
            }
          }
          if (!answer.ok() && answer.remedy().concernsChannel()) {
            long again = now + pause(taken.get(0).message().attempts() + 1);
            rows.rest(session, id, channel.attempts(), answer.text(), again, now);
          }
          return null;
        });
  }

  /** Half of the pause is fixed, half is drawn. */
  private long pause(long attempts) {
    long pause =
        Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(DOUBLINGS, Math.max(0, attempts - 1)));
    return pause / 2 + random.nextLong(pause / 2 + 1);
  }

  /** Calls within the last minute. */
  private int lately(String id) {
    Deque<Long> times = calls.computeIfAbsent(id, unused -> new ArrayDeque<>());
    long since = clock.millis() - MINUTE;
    while (!times.isEmpty() && times.peekFirst() <= since) {
      times.removeFirst();
    }
    return times.size();
  }
}
