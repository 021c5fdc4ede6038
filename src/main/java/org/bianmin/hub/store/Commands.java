package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Single writes by people and by start-up code, in the same group commits as everything else. */
public final class Commands {

  /** Something to write, and what it answers. */
  @FunctionalInterface
  public interface Command<R> {
    R run(Session session) throws SQLException;
  }

  private static final class Pending<R> {
    final Command<R> command;
    final CompletableFuture<R> future = new CompletableFuture<>();
    R result;

    Pending(Command<R> command) {
      this.command = command;
    }

    void run(Session session) throws SQLException {
      result = command.run(session);
    }

    void done() {
      future.complete(result);
    }
  }

  private final Lane<Pending<?>> lane;

  public Commands(GroupCommit commits) {
    this(commits.lane("commands", new Writer(), 64, 1024, Long.MAX_VALUE));
  }

  private Commands(Lane<Pending<?>> lane) {
    this.lane = lane;
  }

  /** Commands that are written after all but the counts of their transaction. */
  public static Commands atEnd(String name, GroupCommit commits) {
    return new Commands(commits.laneAtEnd(name, new Writer(), 64, 1024));
  }

  /** Completes after the commit. */
  public <R> CompletableFuture<R> submit(Command<R> command) {
    Pending<R> pending = new Pending<>(command);
    lane.submit(pending, 0);
    return pending.future;
  }

  /**
   * Waits for the commit.
   *
   * @throws StoreUnavailable when nothing was written
   */
  public <R> R execute(Command<R> command) {
    try {
      return submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static final class Writer implements LaneWriter<Pending<?>> {

    @Override
    public void write(Session session, List<Pending<?>> commands) throws SQLException {
      for (Pending<?> pending : commands) {
        pending.run(session);
      }
    }

    @Override
    public void committed(List<Pending<?>> commands) {
      commands.forEach(Pending::done);
    }

    @Override
    public void failed(Pending<?> command, Exception cause) {
      command.future.completeExceptionally(cause);
    }
  }
}
