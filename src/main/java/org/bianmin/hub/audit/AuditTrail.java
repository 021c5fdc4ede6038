package org.bianmin.hub.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Appends to the audit trail; what returns is durable. */
@Component
public final class AuditTrail {

  /** Takes the next number, and on a shared store keeps the end of the chain for this commit. */
  private static final String NEXT =
      "update audit_head set entry = entry + 1 where one = 1 returning entry, mac";

  private static final String HEAD = "update audit_head set mac = ? where one = 1";
  private static final String MAC = "select mac from audit_entry where entry = ?";
  private static final String INSERT =
      "insert into audit_entry (entry, at, who, address, act, object, reason, about, outcome, mac)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Commands commands;
  private final AuditChain chain;
  private final AuditWitness witness;
  private final Clock clock;

  @Autowired
  public AuditTrail(GroupCommit commits, AuditChain chain, AuditWitness witness) {
    this(Commands.atEnd("audit", commits), chain, witness, Clock.systemUTC());
  }

  AuditTrail(Commands commands, AuditChain chain, AuditWitness witness, Clock clock) {
    this.commands = commands;
    this.chain = chain;
    this.witness = witness;
    this.clock = clock;
  }

  /**
   * Records what is asked for, before it is done.
   *
   * @return its number, for {@link #ended}
   * @throws org.bianmin.hub.store.StoreUnavailable when it is not recorded; then it must not be
   *     done
   */
  public long asked(Asked asked) {
    return append(asked, null, null);
  }

  /**
   * Records how something that was asked for has ended.
   *
   * @param outcome {@link AuditEntry#DONE}, {@link AuditEntry#REFUSED} or {@link AuditEntry#FAILED}
   */
  public void ended(long entry, Asked asked, String outcome) {
    append(asked, entry, outcome);
  }

  private long append(Asked asked, Long about, String outcome) {
    AuditWitness.Seen seen = witness.last();
    boolean[] fits = {true};
    AuditEntry written =
        commands.execute(
            session -> {
              fits[0] = seen == null || stands(session, seen);
              return insert(session, asked, about, outcome, clock.millis());
            });
    witness.saw(written, fits[0]);
    return written.entry();
  }

  /** Whether what this node wrote last is still there as it wrote it. */
  private static boolean stands(Session session, AuditWitness.Seen seen) throws SQLException {
    PreparedStatement select = session.prepare(MAC);
    select.setLong(1, seen.entry());
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getString(1).equals(seen.mac());
    }
  }

  private AuditEntry insert(Session session, Asked asked, Long about, String outcome, long at)
      throws SQLException {
    long number;
    String before;
    try (ResultSet head = session.prepare(NEXT).executeQuery()) {
      head.next();
      number = head.getLong(1);
      before = head.getString(2);
    }
    AuditEntry entry = new AuditEntry(number, at, asked, about, outcome, null);
    String mac = chain.mac(before, entry);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, number);
    insert.setLong(2, at);
    insert.setString(3, asked.who());
    insert.setString(4, asked.from());
    insert.setString(5, asked.act());
    insert.setString(6, asked.object());
    insert.setString(7, asked.reason());
    Session.setLong(insert, 8, about);
    insert.setString(9, outcome);
    insert.setString(10, mac);
    insert.executeUpdate();
    PreparedStatement end = session.prepare(HEAD);
    end.setString(1, mac);
    end.executeUpdate();
    return new AuditEntry(number, at, asked, about, outcome, mac);
  }
}
