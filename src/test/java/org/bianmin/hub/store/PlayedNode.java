package org.bianmin.hub.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of several hubs on a PostgreSQL database, as far as the store goes: it makes deliveries. */
final class PlayedNode implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(3);

  private static final String INSERT =
      "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
          + " created_at) values (?, 'd', ?, 1, 'AVAILABLE', 0, 0)";
  private static final String DONE = "update delivery set state = 'DELIVERED' where id = ?";

  final TestStore store;
  final Nodes nodes;
  final OwnRows own;
  final Commands commands;
  final Handover<Long> waiting;
  private final Ids ids;

  PlayedNode(Path folder, String url) {
    this.store = TestStore.on(folder, url);
    this.nodes =
        Nodes.shared(
            store.database(),
            store.commits(),
            store.folder(),
            folder.getFileName().toString(),
            LEASE);
    this.own = nodes.rows("delivery");
    this.commands = new Commands(store.commits());
    this.ids = new Ids("delivery", store.commits(), own);
    this.waiting = new Handover<>(this::page, id -> id, id -> 10, 100, 1000, own);
    store.commits().start();
  }

  static PlayedNode start(Path folder, String url) {
    PlayedNode node = new PlayedNode(folder, url);
    node.nodes.start();
    return node;
  }

  private List<Long> page(long from, long to, int limit) {
    return store
        .queries()
        .sql(
            "select id from delivery where state = 'AVAILABLE' and id between ? and ?"
                + " order by id limit ?")
        .params(from, to, limit)
        .query(Long.class)
        .list();
  }

  /** Makes so many that wait; they are durable and not yet handed on. */
  List<Long> make(int count) {
    return commands.execute(session -> make(session, count));
  }

  /** Makes some in a transaction that comes to nothing. */
  void makeInVain(int count) {
    try {
      Long unused =
          commands.execute(
              session -> {
                List<Long> made = make(session, count);
                throw new IllegalStateException("in vain: " + made.size());
              });
    } catch (IllegalStateException e) {
      // as it should be
    }
  }

  private List<Long> make(Session session, int count) throws SQLException {
    List<Long> made = new ArrayList<>();
    PreparedStatement insert = session.prepare(INSERT);
    for (int i = 0; i < count; i++) {
      long id = ids.next(session);
      insert.setLong(1, id);
      insert.setLong(2, id);
      insert.executeUpdate();
      made.add(id);
    }
    return made;
  }

  /** Leaves the rest of a block unused, as if it had been filled. */
  void nextBlock() {
    makeInVain(1);
  }

  /** Takes all that waits here, and ends it. */
  List<Long> work() throws InterruptedException {
    List<Long> all = new ArrayList<>();
    for (List<Long> some = waiting.take(50, 0); !some.isEmpty(); some = waiting.take(50, 0)) {
      all.addAll(some);
      List<Long> ended = some;
      Integer unused =
          commands.execute(
              session -> {
                PreparedStatement done = session.prepare(DONE);
                for (long id : ended) {
                  done.setLong(1, id);
                  done.executeUpdate();
                }
                return ended.size();
              });
    }
    return all;
  }

  void again(List<Long> some) {
    commands.execute(
        session -> {
          PreparedStatement again =
              session.prepare("update delivery set state = 'AVAILABLE' where id = ?");
          for (long id : some) {
            again.setLong(1, id);
            again.executeUpdate();
          }
          return some.size();
        });
    waiting.waiting(some.get(0), some.get(some.size() - 1));
    own.made(commands, some);
  }

  /** Spans of the table, and the node of each. */
  List<String> ranges() {
    return store
        .queries()
        .sql(
            "select first_id, last_id, (select n.name from hub_node n where n.node = r.node)"
                + " from id_range r where name = 'delivery' order by first_id")
        .query((row, n) -> row.getLong(1) + "-" + row.getLong(2) + " " + row.getString(3))
        .list();
  }

  @Override
  public void close() {
    store.commits().close();
    nodes.close();
    store.close();
  }
}
