package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Work on whole tables, in small transactions that hold up nobody. With the embedded store they are
 * part of the writer's commits. With PostgreSQL they have a connection of their own, which rather
 * gives up than waits for a lock: whoever comes after it would wait too. For one thread.
 */
public final class Upkeep implements AutoCloseable {

  /** So long senders may have to wait, where a lock is asked for that is not to be had. */
  private static final int LOCK_MILLIS = 300;

  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  /** Free pages of the file that are left to be filled again: one in so many. */
  private static final int RESERVE = 50;

  private static final int PAGES = 1_000;

  private final Database database;
  private final Commands commands;
  private Session session;

  Upkeep(Database database, Commands commands) {
    this.database = database;
    this.commands = commands;
  }

  /** Whether there is the one file; else tables can be partitioned. */
  public boolean embedded() {
    return database.file() != null;
  }

  /**
   * One transaction.
   *
   * @return what the command answers; empty where others held the locks that it needs for as long
   *     as it was tried, some ten seconds, and nothing was done
   * @throws StoreUnavailable when the store takes nothing
   * @throws IllegalStateException with the {@link SQLException} that the database answered
   */
  public <R> Optional<R> step(Commands.Command<R> command) throws InterruptedException {
    if (embedded()) {
      return Optional.of(commands.execute(command));
    }
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        return Optional.of(attempt(command));
      } catch (SQLException e) {
        abandon();
        if (!lost(e)) {
          throw database.engine().unavailable(e)
              ? new StoreUnavailable("The store does not answer: " + e.getMessage(), e)
              : new IllegalStateException(e);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (RuntimeException e) {
        abandon();
        throw e;
      }
    }
    return Optional.empty();
  }

  private <R> R attempt(Commands.Command<R> command) throws SQLException {
    if (session == null) {
      session = database.openWriter();
      session.run("set lock_timeout to " + LOCK_MILLIS);
      session.commit();
    }
    R answer = command.run(session);
    session.commit();
    return answer;
  }

  /** A lock that was not had in time, or a deadlock. */
  private static boolean lost(SQLException e) {
    return "55P03".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
  }

  /** A connection costs little compared to what is done here. */
  private void abandon() {
    close();
  }

  /**
   * Gives some of the file's free pages back to the disk; the file itself shrinks with the next
   * checkpoint. One page in fifty stays, for what comes next.
   *
   * @return whether there is more to give back
   */
  public boolean shrink() {
    if (!embedded()) {
      return false;
    }
    return commands.execute(
        writer -> {
          long free = writer.number("pragma freelist_count");
          long more = free - writer.number("pragma page_count") / RESERVE;
          if (more > 0) {
            writer.run("pragma incremental_vacuum(" + Math.min(more, PAGES) + ")");
          }
          return more > PAGES && writer.number("pragma freelist_count") < free;
        });
  }

  /** Closes the connection; the next step opens another. */
  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
