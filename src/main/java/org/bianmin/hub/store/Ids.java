package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Ascending ids of one table, taken from the database in blocks so that rows can be inserted
 * without asking it for each. Used on the writer's thread only.
 */
public final class Ids {

  /** Blocks are whole: the first begins with 1. */
  static final int BLOCK = 10_000;

  private static final String TAKE =
      "insert into id_block (name, next_id) values (?, ?)"
          + " on conflict (name) do update set next_id = id_block.next_id + ?"
          + " returning next_id";

  private final String name;
  private final OwnRows own;
  private long next;
  private long end;
  private int losses;

  public Ids(String name, GroupCommit commits) {
    this(name, commits, OwnRows.alone(name));
  }

  /** Ids of rows that one of several nodes works on: it owns the blocks that it takes. */
  public Ids(String name, GroupCommit commits, OwnRows own) {
    this.name = name;
    this.own = own;
    // a block taken in a transaction that was rolled back does not belong to us
    commits.onRollback(this::forget);
  }

  /** The next id, larger than all before it. */
  public long next(Session session) throws SQLException {
    if (next == end || own.losses() != losses) {
      losses = own.losses();
      PreparedStatement take = session.prepare(TAKE);
      take.setString(1, name);
      take.setLong(2, BLOCK + 1L);
      take.setLong(3, BLOCK);
      try (ResultSet row = take.executeQuery()) {
        row.next();
        end = row.getLong(1);
        next = end - BLOCK;
      }
      own.take(session, next, end - 1);
    }
    return next++;
  }

  private void forget() {
    own.rolledBack();
    next = 0;
    end = 0;
  }
}
