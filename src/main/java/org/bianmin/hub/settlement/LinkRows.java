package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.Session;

/** The tokens that link records ({@code settlement_link}). */
final class LinkRows {

  /** A number that more records have is no number, but what a system writes where it has none. */
  static final int MOST = 500;

  private static final String TOKENS_OF =
      "select event_id, token from settlement_link where event_id in (%s)";
  private static final String OF_TOKENS =
      "select token, event_id from settlement_link where token in (%s)";
  private static final String LINK =
      "insert into settlement_link (token, event_id) values (?, ?) on conflict (token, event_id)"
          + " do nothing";
  private static final String UNLINK =
      "delete from settlement_link where token = ? and event_id = ?";

  /**
   * The records of each token.
   *
   * @param most how many are of interest
   */
  Map<Object, List<Long>> ofTokens(Session session, Collection<String> tokens, int most)
      throws SQLException {
    return Lookup.ids(session, OF_TOKENS, tokens, most);
  }

  /**
   * Gives records the tokens that they have now.
   *
   * @param touched takes the tokens that they had or have
   * @param fresh takes how many records have got a token
   */
  void link(
      Session session, Collection<Item> changed, Set<String> touched, Map<String, Integer> fresh)
      throws SQLException {
    Map<Long, Set<String>> old = new HashMap<>();
    List<Long> known =
        changed.stream().filter(i -> !i.before.figure().isEmpty()).map(Item::id).toList();
    Lookup.each(
        session,
        TOKENS_OF,
        known,
        row -> old.computeIfAbsent(row.getLong(1), k -> new HashSet<>()).add(row.getString(2)));
    PreparedStatement link = session.prepare(LINK);
    PreparedStatement unlink = session.prepare(UNLINK);
    boolean gone = false;
    for (Item item : changed) {
      Set<String> had = old.getOrDefault(item.id(), Set.of());
      List<String> has = Closure.tokens(item);
      touched.addAll(had);
      touched.addAll(has);
      for (String token : has) {
        if (!had.contains(token)) {
          fresh.merge(token, 1, Integer::sum);
          bind(link, token, item.id());
        }
      }
      for (String token : had) {
        if (!has.contains(token)) {
          gone = true;
          bind(unlink, token, item.id());
        }
      }
    }
    link.executeBatch();
    if (gone) {
      unlink.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, String token, long id) throws SQLException {
    statement.setString(1, token);
    statement.setLong(2, id);
    statement.addBatch();
  }
}
