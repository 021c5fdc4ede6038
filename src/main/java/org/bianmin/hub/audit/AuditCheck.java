package org.bianmin.hub.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the whole chain and says whether it is whole, or where it breaks. */
@Component
public final class AuditCheck {

  /**
   * What was found.
   *
   * @param whole whether nothing is missing and nothing was changed
   * @param entries how many were read and fit
   * @param brokenAt number of the first entry that does not fit or is missing; null where all is
   *     whole
   * @param problem what is wrong there and what to do; null where all is whole
   */
  public record Finding(boolean whole, long entries, Long brokenAt, String problem) {}

  /** Where the table says that the chain ends. */
  private record Head(long entry, String mac) {}

  private static final int PAGE = 1_000;

  private final JdbcClient queries;
  private final AuditChain chain;
  private final AuditWitness witness;

  public AuditCheck(JdbcClient queries, AuditChain chain, AuditWitness witness) {
    this.queries = queries;
    this.chain = chain;
    this.witness = witness;
  }

  /** Reads all entries; a million take some seconds. */
  public Finding check() {
    // before the entries, so that what is added meanwhile does not seem to be missing
    AuditWitness.Seen seen;
    try {
      seen = witness.seen();
    } catch (IOException e) {
      return new Finding(false, 0, null, "the witness of the last entry cannot be read: " + e);
    }
    Head head = head().orElse(null);
    if (head == null) {
      return new Finding(false, 0, null, "the row that holds the end of the trail was removed");
    }
    long number = 0;
    String mac = AuditChain.BEGINNING;
    for (List<AuditEntry> page = page(0); !page.isEmpty(); page = page(number)) {
      for (AuditEntry entry : page) {
        if (entry.entry() != number + 1) {
          return broken(number, "it is missing: entries were removed");
        }
        if (!chain.mac(mac, entry).equals(entry.mac())) {
          return broken(number, "it was changed after it was written, or put in by hand");
        }
        number = entry.entry();
        mac = entry.mac();
        if (seen != null && seen.entry() == number && !seen.mac().equals(mac)) {
          return broken(number - 1, "it is not the one that this node wrote under its number");
        }
        if (head.entry() == number && !head.mac().equals(mac)) {
          return broken(number - 1, "it is not the one that the store says is the last");
        }
      }
    }
    if (number < head.entry()) {
      return broken(number, "it is missing: the end of the trail was cut off");
    }
    if (seen != null && number < seen.entry()) {
      return broken(
          number,
          "it is missing, though this node wrote up to entry "
              + seen.entry()
              + ": the end was cut off, or an older copy of the store was put back");
    }
    return new Finding(true, number, null, null);
  }

  private static Finding broken(long fitting, String problem) {
    long at = fitting + 1;
    return new Finding(false, fitting, at, "entry " + at + ": " + problem);
  }

  private Optional<Head> head() {
    return queries
        .sql("select entry, mac from audit_head where one = 1")
        .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
        .optional();
  }

  private List<AuditEntry> page(long after) {
    return queries
        .sql(AuditQueries.COLUMNS + " where a.entry > ? order by a.entry limit ?")
        .params(after, PAGE)
        .query(AuditQueries::entry)
        .list();
  }
}
