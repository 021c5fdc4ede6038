package org.bianmin.hub.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.bianmin.hub.store.DataFolder;

/** A long audit trail, chained as the hub chains it, written in bulk. */
public final class AuditFill {

  private static final List<String> ACTS =
      List.of("message.reveal", "message.replay", "delivery.retry", "destination.pause");
  private static final int BATCH = 5_000;

  private AuditFill() {}

  /**
   * Appends acts and their ends.
   *
   * @param connection of a store that no hub uses
   * @param entries twice the number of acts
   * @param from, to epoch milliseconds between which they are spread
   */
  public static void append(
      Connection connection, DataFolder folder, int entries, long from, long to)
      throws SQLException {
    AuditChain chain = new AuditChain(folder);
    connection.setAutoCommit(false);
    long number;
    String before;
    try (Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("select entry, mac from audit_head")) {
      head.next();
      number = head.getLong(1);
      before = head.getString(2);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into audit_entry (entry, at, who, address, act, object, reason, about, outcome,"
                + " mac) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < entries; i++) {
        boolean end = i % 2 == 1;
        int act = i / 2;
        Asked asked =
            new Asked(
                "user" + act % 40,
                "192.0.2." + act % 200,
                ACTS.get(act % ACTS.size()),
                "id=" + act % 90_000,
                act % 4 == 0 ? "核对数据" : "");
        number++;
        long at = from + (to - from) / entries * i;
        Long about = end ? (Long) (number - 1) : null;
        String outcome = !end ? null : act % 50 == 0 ? AuditEntry.REFUSED : AuditEntry.DONE;
        String mac = chain.mac(before, new AuditEntry(number, at, asked, about, outcome, null));
        insert.setLong(1, number);
        insert.setLong(2, at);
        insert.setString(3, asked.who());
        insert.setString(4, asked.from());
        insert.setString(5, asked.act());
        insert.setString(6, asked.object());
        insert.setString(7, asked.reason());
        insert.setObject(8, about, Types.BIGINT);
        insert.setString(9, outcome);
        insert.setString(10, mac);
        insert.addBatch();
        before = mac;
        if (i % BATCH == BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    try (PreparedStatement head =
        connection.prepareStatement("update audit_head set entry = ?, mac = ?")) {
      head.setLong(1, number);
      head.setString(2, before);
      head.executeUpdate();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
