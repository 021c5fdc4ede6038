package org.bianmin.hub.indicator.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the days dirty of all facts that the store had before it marked days, once. It steps
 * through indexes from day to day and never through the facts.
 */
final class EarlierDays {

  private static final int AT_ONCE = 2_000;
  private static final String NEXT_TYPE = "select min(type) from measure_event where type > ?";
  private static final String NEXT_TIME =
      "select min(occurred_at) from measure_event where type = ? and occurred_at >= ?";
  private static final String NEXT_VOID_TYPE =
      "select min(type) from measure_event where status = 'VOID' and type > ?";
  private static final String NEXT_VOID =
      "select min(id) from measure_event where status = 'VOID' and type = ? and id >= ?";

  private final JdbcClient queries;
  private final Commands commands;
  private volatile boolean seeded;

  EarlierDays(JdbcClient queries, Commands commands) {
    this.queries = queries;
    this.commands = commands;
  }

  synchronized void seed() {
    if (seeded) {
      return;
    }
    long known = next("select seeded from indicator_turn where id = ?", 1L).orElse(0L);
    if (known == 0) {
      List<DirtyPart> parts = new ArrayList<>();
      days(parts);
      voids(parts);
      flush(parts);
      commands.execute(
          session -> session.prepare("update indicator_turn set seeded = 1").executeUpdate());
    }
    seeded = true;
  }

  /** While nobody marks, the next start that does is to look at all days again. */
  void forget() {
    commands.execute(
        session -> session.prepare("update indicator_turn set seeded = 0").executeUpdate());
  }

  private void days(List<DirtyPart> parts) {
    for (Optional<String> type = type(NEXT_TYPE, ""); type.isPresent(); ) {
      Optional<Long> at = next(NEXT_TIME, type.get(), Long.MIN_VALUE);
      while (at.isPresent()) {
        long day = PartitionDay.of(at.get());
        add(parts, type.get(), day);
        at = next(NEXT_TIME, type.get(), PartitionDay.from(day + 1));
      }
      type = type(NEXT_TYPE, type.get());
    }
  }

  private void voids(List<DirtyPart> parts) {
    for (Optional<String> type = type(NEXT_VOID_TYPE, ""); type.isPresent(); ) {
      Optional<Long> id = next(NEXT_VOID, type.get(), 0L);
      while (id.isPresent()) {
        long part = PartitionDay.ofVoid(id.get());
        add(parts, type.get(), part);
        // parts count down as ids count up
        id = next(NEXT_VOID, type.get(), PartitionDay.firstId(part - 1));
      }
      type = type(NEXT_VOID_TYPE, type.get());
    }
  }

  private void add(List<DirtyPart> parts, String type, long part) {
    parts.add(new DirtyPart("", new Part(type, part)));
    if (parts.size() == AT_ONCE) {
      flush(parts);
    }
  }

  private void flush(List<DirtyPart> parts) {
    if (!parts.isEmpty()) {
      List<DirtyPart> batch = List.copyOf(parts);
      commands.execute(
          session -> {
            Dirt.add(session, batch);
            return null;
          });
      parts.clear();
    }
  }

  private Optional<String> type(String sql, String after) {
    return queries.sql(sql).param(after).query(String.class).optional();
  }

  private Optional<Long> next(String sql, Object... params) {
    return queries.sql(sql).params(params).query(Long.class).optional();
  }
}
