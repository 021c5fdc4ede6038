package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What nobody is told for a while: made and ended by people, and over by itself. */
public final class Silences {

  /** Longer than this is a rule to be changed, and no silence. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final String COLUMNS =
      "select id, rule, subject, from_at, until_at, calendar, weekdays, reason, who, made_at,"
          + " ended_at, ended_by from alert_silence";
  private static final String INSERT =
      "insert into alert_silence (id, rule, subject, from_at, until_at, calendar, weekdays,"
          + " reason, who, made_at, ended_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')";

  private final Commands commands;
  private final JdbcClient queries;
  private final Ids ids;
  private final AlertRules rules;
  private final WorkingDays working;
  private final ZoneId zone;
  private final Clock clock;

  Silences(
      Commands commands,
      JdbcClient queries,
      GroupCommit commits,
      AlertRules rules,
      WorkingDays working,
      ZoneId zone,
      Clock clock) {
    this.commands = commands;
    this.queries = queries;
    this.ids = new Ids("alert_silence", commits);
    this.rules = rules;
    this.working = working;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param asked its id and what becomes of it are not looked at
   * @return its id
   * @throws IllegalArgumentException says what does not fit
   */
  public long make(Silence asked) {
    String calendar = asked.calendar().isEmpty() ? RuleSet.ALWAYS : asked.calendar();
    long now = clock.millis();
    require(asked.until() > asked.from(), "until is not after from");
    require(asked.until() > now, "until has passed already");
    require(
        asked.until() - asked.from() <= LONGEST.toMillis(),
        "a silence lasts 366 days at most; change the rule instead");
    require(!asked.reason().isBlank(), "reason is missing");
    require(
        asked.rule().isEmpty() || rules.inForce().find(asked.rule()).isPresent(),
        "there is no rule " + asked.rule());
    require(
        rules.inForce().calendars().containsKey(calendar),
        "there is no calendar " + calendar + " in alerts/rules.yaml");
    return commands.execute(
        session -> {
          long id = ids.next(session);
          PreparedStatement insert = session.prepare(INSERT);
          insert.setLong(1, id);
          insert.setString(2, asked.rule());
          insert.setString(3, asked.subject());
          insert.setLong(4, asked.from());
          insert.setLong(5, asked.until());
          insert.setString(6, calendar);
          insert.setString(7, digits(asked.weekdays()));
          insert.setString(8, asked.reason().strip());
          insert.setString(9, asked.who());
          insert.setLong(10, now);
          insert.executeUpdate();
          return id;
        });
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Ends one; false when it is over or there is none. */
  public boolean end(long id, String who) {
    long now = clock.millis();
    return commands.execute(
        session -> {
          PreparedStatement end =
              session.prepare(
                  "update alert_silence set ended_at = ?, ended_by = ?"
                      + " where id = ? and ended_at is null and until_at > ?");
          end.setLong(1, now);
          end.setString(2, who);
          end.setLong(3, id);
          end.setLong(4, now);
          return end.executeUpdate() == 1;
        });
  }

  public Optional<Silence> find(long id) {
    return queries.sql(COLUMNS + " where id = ?").param(id).query((row, n) -> read(row)).optional();
  }

  /**
   * A page, newest first.
   *
   * @param after id of the last one of the page before, null for the first
   */
  public List<Silence> page(Long after, int limit) {
    return queries
        .sql(COLUMNS + " where id < ? order by id desc limit ?")
        .params(after == null ? Long.MAX_VALUE : after, limit)
        .query((row, n) -> read(row))
        .list();
  }

  /** Where one stands now. */
  public Silence.Standing standing(Silence silence) {
    return silence.standing(clock.millis(), rules.inForce(), working, zone);
  }

  /** Those that hold at a time. */
  List<Silence> holding(Session session, long now) throws SQLException {
    PreparedStatement holding =
        session.prepare(COLUMNS + " where until_at > ? and from_at <= ? and ended_at is null");
    holding.setLong(1, now);
    holding.setLong(2, now);
    List<Silence> silent = new ArrayList<>();
    try (ResultSet row = holding.executeQuery()) {
      while (row.next()) {
        Silence silence = read(row);
        if (silence.standing(now, rules.inForce(), working, zone) == Silence.Standing.SILENT) {
          silent.add(silence);
        }
      }
    }
    return silent;
  }

  private static String digits(Set<DayOfWeek> days) {
    return days.stream().sorted().map(d -> "" + d.getValue()).collect(Collectors.joining());
  }

  private static Silence read(ResultSet row) throws SQLException {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    row.getString(7).chars().forEach(digit -> days.add(DayOfWeek.of(digit - '0')));
    long ended = row.getLong(11);
    Long endedAt = row.wasNull() ? null : ended;
    return new Silence(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getString(6),
        Set.copyOf(days),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        endedAt,
        row.getString(12));
  }
}
