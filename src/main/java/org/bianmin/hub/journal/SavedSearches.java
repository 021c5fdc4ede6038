package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Filters of the list of messages that people keep, for themselves or for all. */
@Component
public final class SavedSearches {

  /**
   * A kept filter.
   *
   * @param filter as the query of the list's address; it names no patient
   * @param owner the person who saved it
   * @param shared whether others see it
   * @param savedAt epoch milliseconds
   */
  public record Saved(
      long id, String name, String filter, String owner, boolean shared, long savedAt) {}

  /** No more own ones than these are kept; twice as many are shown. */
  public static final int MOST = 100;

  private static final String COLUMNS =
      "select id, name, filter, owner, shared, saved_at from message_saved_search";
  private static final String INSERT =
      "insert into message_saved_search (id, name, filter, owner, shared, saved_at)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String DELETE =
      "delete from message_saved_search where id = ? and owner = ?";

  private final Commands commands;
  private final JdbcClient queries;
  private final Ids ids;
  private final Clock clock = Clock.systemUTC();

  SavedSearches(GroupCommit commits, Commands commands, JdbcClient queries) {
    this.commands = commands;
    this.queries = queries;
    this.ids = new Ids("message_saved_search", commits);
  }

  /** Those that a person sees: the own ones first, then those that others share, each by name. */
  public List<Saved> of(String person) {
    return queries
        .sql(
            COLUMNS
                + " where owner = ? or shared = 1 order by case when owner = ? then 0 else 1 end,"
                + " name, id limit ?")
        .params(person, person, 2 * MOST)
        .query(
            (row, n) ->
                new Saved(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5) != 0,
                    row.getLong(6)))
        .list();
  }

  /** Keeps a filter; answers its id. */
  public long save(String name, String filter, String owner, boolean shared) {
    return commands.execute(
        session -> {
          long id = ids.next(session);
          PreparedStatement insert = session.prepare(INSERT);
          insert.setLong(1, id);
          insert.setString(2, name);
          insert.setString(3, filter);
          insert.setString(4, owner);
          insert.setLong(5, shared ? 1 : 0);
          insert.setLong(6, clock.millis());
          insert.executeUpdate();
          return id;
        });
  }

  /** Deletes an own one; false where there is none of this person. */
  public boolean delete(long id, String owner) {
    return commands.execute(
        session -> {
          PreparedStatement delete = session.prepare(DELETE);
          delete.setLong(1, id);
          delete.setString(2, owner);
          return delete.executeUpdate() == 1;
        });
  }
}
