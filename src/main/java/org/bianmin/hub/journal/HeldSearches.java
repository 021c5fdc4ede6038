package org.bianmin.hub.journal;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was found for a patient, held for half an hour under a name that tells nothing, so that its
 * pages have addresses in which no patient stands. Any node knows it.
 */
@Component
public final class HeldSearches {

  /**
   * What was found.
   *
   * @param id 32 hex digits
   * @param messages journal ids
   * @param more whether there were more than are held
   * @param lookedInto how many parked messages were looked into, whose facts nobody knows yet
   * @param validUntil epoch milliseconds
   */
  public record Held(
      String id, List<Long> messages, boolean more, int lookedInto, long validUntil) {

    public Held {
      messages = List.copyOf(messages);
    }
  }

  static final Duration HELD = Duration.ofMinutes(30);

  private static final int ID_BYTES = 16;
  private static final String FORGET = "delete from message_search where valid_until < ?";
  private static final String INSERT =
      "insert into message_search (id, valid_until, messages, more, looked_into)"
          + " values (?, ?, ?, ?, ?)";

  private final Commands commands;
  private final JdbcClient queries;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Autowired
  HeldSearches(Commands commands, JdbcClient queries) {
    this(commands, queries, Clock.systemUTC());
  }

  HeldSearches(Commands commands, JdbcClient queries, Clock clock) {
    this.commands = commands;
    this.queries = queries;
    this.clock = clock;
  }

  /** Holds what was found, and forgets what was held long enough. */
  public Held hold(List<Long> messages, boolean more, int lookedInto) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    long now = clock.millis();
    Held held =
        new Held(HexFormat.of().formatHex(id), messages, more, lookedInto, now + HELD.toMillis());
    commands.execute(
        session -> {
          PreparedStatement forget = session.prepare(FORGET);
          forget.setLong(1, now);
          forget.executeUpdate();
          PreparedStatement insert = session.prepare(INSERT);
          insert.setString(1, held.id());
          insert.setLong(2, held.validUntil());
          insert.setString(3, text(messages));
          insert.setLong(4, more ? 1 : 0);
          insert.setLong(5, lookedInto);
          return insert.executeUpdate();
        });
    return held;
  }

  /** What is held under a name; empty where its time is over. */
  public Optional<Held> find(String id) {
    return queries
        .sql(
            "select valid_until, messages, more, looked_into from message_search where id = ?"
                + " and valid_until >= ?")
        .params(id, clock.millis())
        .query(
            (row, n) ->
                new Held(
                    id, ids(row.getString(2)), row.getLong(3) != 0, row.getInt(4), row.getLong(1)))
        .optional();
  }

  private static String text(List<Long> ids) {
    StringBuilder text = new StringBuilder();
    for (long id : ids) {
      text.append(text.isEmpty() ? "" : " ").append(id);
    }
    return text.toString();
  }

  private static List<Long> ids(String text) {
    List<Long> ids = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String id : text.split(" ", -1)) {
        ids.add(Long.valueOf(id));
      }
    }
    return ids;
  }
}
