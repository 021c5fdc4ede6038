package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Documents that came inside of messages, stored once by the SHA-256 of their bytes. */
@Component
public final class Documents {

  private static final String KNOWN = "select 1 from report_document where hash = ?";
  private static final String INSERT =
      "insert into report_document (hash, media_type, size, bytes, stored_at)"
          + " values (?, ?, ?, ?, ?) on conflict (hash) do nothing";

  private final JdbcClient queries;

  Documents(JdbcClient queries) {
    this.queries = queries;
  }

  /** The bytes of a document, null when there is none of that hash. */
  public byte[] bytes(String hash) {
    return queries
        .sql("select bytes from report_document where hash = ?")
        .param(hash)
        .query((row, n) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }

  /** Stores those that are not there yet, inside the current transaction. */
  public void save(Session session, List<ReportDocument> documents, long now) throws SQLException {
    for (ReportDocument document : documents) {
      if (!known(session, document.hash())) {
        PreparedStatement insert = session.prepare(INSERT);
        insert.setString(1, document.hash());
        insert.setString(2, document.mediaType());
        insert.setLong(3, document.bytes().length);
        insert.setBytes(4, document.bytes());
        insert.setLong(5, now);
        insert.executeUpdate();
        // a prepared statement lives as long as the connection: it must not hold the bytes
        insert.clearParameters();
      }
    }
  }

  /** Asked first: a replay would carry megabytes to the store only to have them passed over. */
  private static boolean known(Session session, String hash) throws SQLException {
    PreparedStatement select = session.prepare(KNOWN);
    select.setString(1, hash);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }
}
