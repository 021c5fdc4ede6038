package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every edition of the platform's catalogue that was ever in force. */
@Component
final class CatalogueRows {

  /** An edition as it is stored, under a name that no other content has. */
  record Row(String edition, String etag, long fetchedAt, String body) {

    /** What it says, under the name that it is stored by. */
    Catalogue catalogue(Set<String> kinds) {
      return new Catalogue(edition, CatalogueBody.read(body, kinds).items());
    }
  }

  private static final String COLUMNS = "select edition, etag, fetched_at, body ";
  private static final String NEWEST =
      COLUMNS + "from recognition_catalogue order by fetched_at desc, edition desc limit 1";
  private static final String NAMED = COLUMNS + "from recognition_catalogue where edition = ?";
  private static final String PUT =
      "insert into recognition_catalogue (edition, etag, fetched_at, body) values (?, ?, ?, ?)"
          + " on conflict (edition) do update set etag = excluded.etag,"
          + " fetched_at = excluded.fetched_at";

  private final JdbcClient queries;
  private final Commands commands;

  CatalogueRows(JdbcClient queries, Commands commands) {
    this.queries = queries;
    this.commands = commands;
  }

  /** The edition that was last put in force. */
  Optional<Row> newest() {
    return one(NEWEST, List.of());
  }

  /**
   * Stores an edition that is put in force. One that was in force before is so again; one whose
   * content has changed under its name is stored beside the old one, as {@code 2026-10~2}.
   */
  Row put(Catalogue catalogue, String etag, String body, long now) {
    Set<CatalogueItem> content = new HashSet<>(catalogue.items());
    String edition = catalogue.edition();
    Optional<Row> stored = one(NAMED, List.of(edition));
    for (int n = 2; stored.isPresent() && !content.equals(content(stored.get())); n++) {
      edition = catalogue.edition() + '~' + n;
      stored = one(NAMED, List.of(edition));
    }
    // the clock may have been set back since; what is put in force last is the newest
    long at = Math.max(now, newest().map(row -> row.fetchedAt() + 1).orElse(now));
    Row row = new Row(edition, etag, at, stored.map(Row::body).orElse(body));
    int unused = commands.execute(session -> insert(session, row));
    return row;
  }

  /** What a stored edition says; nothing where this version of the hub cannot read it any more. */
  private static Set<CatalogueItem> content(Row row) {
    try {
      return new HashSet<>(row.catalogue(Set.of()).items());
    } catch (UnreadableCatalogue e) {
      return Set.of();
    }
  }

  private static int insert(Session session, Row row) throws SQLException {
    PreparedStatement put = session.prepare(PUT);
    put.setString(1, row.edition());
    put.setString(2, row.etag());
    put.setLong(3, row.fetchedAt());
    put.setString(4, row.body());
    return put.executeUpdate();
  }

  private Optional<Row> one(String sql, List<?> params) {
    return queries
        .sql(sql)
        .params(params)
        .query(
            (row, n) ->
                new Row(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
        .optional();
  }
}
