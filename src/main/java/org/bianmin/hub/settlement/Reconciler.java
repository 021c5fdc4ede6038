package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.bianmin.hub.mapping.ReconciliationRule;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Reconciles what changed, with all that it touches, inside of one transaction. How it ends is a
 * function of the facts, of the links made by hand and of the rules in force.
 */
final class Reconciler {

  // the first statement of a pass: nodes that share a store take turns
  private static final String TURN =
      "update reconciliation_turn set n = n + 1 where id = 1 returning rules";
  private static final String RULES = "update reconciliation_turn set rules = ? where id = 1";

  private final EntryRows entries = new EntryRows();
  private final Judge judge;
  private final Supplier<List<ReconciliationRule>> rules;
  private final GroupCommit commits;
  private final NoteRows notes;
  private final CaseRows cases;
  private final DayRows days;
  // where the next batch of a backlog begins: what PostgreSQL has not swept yet lies before it
  private long after;

  Reconciler(GroupCommit commits, Judge judge, Supplier<List<ReconciliationRule>> rules) {
    this.commits = commits;
    this.judge = judge;
    this.rules = rules;
    this.notes = new NoteRows(commits);
    this.cases = new CaseRows(commits);
    this.days = new DayRows(commits);
  }

  EntryRows entries() {
    return entries;
  }

  NoteRows notes() {
    return notes;
  }

  CaseRows cases() {
    return cases;
  }

  DayRows days() {
    return days;
  }

  GroupCommit commits() {
    return commits;
  }

  /**
   * Reconciles records that wait, and those that they touch.
   *
   * @param limit most records to begin with
   * @return how many it began with; less than the limit when no more wait
   */
  int pass(Session session, int limit, long now) throws SQLException {
    List<ReconciliationRule> inForce = turn(session);
    List<Long> seeds = entries.waiting(session, after, limit);
    if (seeds.size() < limit && after > 0) {
      seeds = entries.waiting(session, 0, limit);
    }
    after = seeds.size() < limit ? 0 : seeds.get(limit - 1);
    if (!seeds.isEmpty()) {
      reconcile(session, seeds, inForce, now);
    }
    return seeds.size();
  }

  /** Reconciles some records at once, whether or not they wait. */
  void reconcile(Session session, Collection<Long> seeds, long now) throws SQLException {
    reconcile(session, seeds, turn(session), now);
  }

  private void reconcile(
      Session session, Collection<Long> seeds, List<ReconciliationRule> inForce, long now)
      throws SQLException {
    Closure closure = new Closure(session, entries, judge);
    closure.expand(seeds);
    List<Joining.Joined> joined =
        new Joining(inForce, closure::crowded, judge).join(closure.found());
    new Ledger(session, this, judge, now).write(closure, joined);
  }

  /** Takes the turn. Where the rules have changed, all that they may join is looked at again. */
  private List<ReconciliationRule> turn(Session session) throws SQLException {
    List<ReconciliationRule> inForce = rules.get();
    PreparedStatement turn = session.prepare(TURN);
    String before;
    try (ResultSet row = turn.executeQuery()) {
      row.next();
      before = row.getString(1);
    }
    String text = inForce.toString();
    if (!before.equals(text)) {
      entries.again(session);
      PreparedStatement update = session.prepare(RULES);
      update.setString(1, text);
      update.executeUpdate();
    }
    return inForce;
  }
}
