package org.bianmin.hub.settlement;

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

  private final EntryRows entries = new EntryRows();
  private final Judge judge;
  private final Supplier<List<ReconciliationRule>> rules;
  private final GroupCommit commits;
  private final NoteRows notes;
  private final CaseRows cases;
  private final DayRows days;
  private final RuleTurn turn;
  // where the next batch of a backlog begins: what PostgreSQL has not swept yet lies before it
  private long after;

  Reconciler(
      GroupCommit commits,
      EntryReading reading,
      Judge judge,
      Supplier<List<ReconciliationRule>> rules) {
    this.commits = commits;
    this.judge = judge;
    this.rules = rules;
    this.notes = new NoteRows(commits);
    this.cases = new CaseRows(commits);
    this.days = new DayRows(commits);
    this.turn = new RuleTurn(commits, reading);
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
   * @return how many it began with; less than the limit when there is no more to do
   */
  int pass(Session session, int limit, long now) throws SQLException {
    List<ReconciliationRule> inForce = rules.get();
    turn.take(session, inForce);
    List<Long> seeds = entries.waiting(session, after, limit);
    if (seeds.size() < limit && after > 0) {
      seeds = entries.waiting(session, 0, limit);
    }
    after = seeds.size() < limit ? 0 : seeds.get(limit - 1);
    if (seeds.isEmpty()) {
      return turn.again(session, limit, now) ? limit : 0;
    }
    boolean more = reconcile(session, seeds, inForce, now);
    return more || !turn.isOver() ? limit : seeds.size();
  }

  /** Reconciles some records at once, whether or not they wait. */
  void reconcile(Session session, Collection<Long> seeds, long now) throws SQLException {
    List<ReconciliationRule> inForce = rules.get();
    turn.take(session, inForce);
    // what has to be looked at again for it waits for the worker
    boolean unused = reconcile(session, seeds, inForce, now);
  }

  private boolean reconcile(
      Session session, Collection<Long> seeds, List<ReconciliationRule> inForce, long now)
      throws SQLException {
    Closure closure = new Closure(session, entries, judge);
    closure.expand(seeds);
    List<Joining.Joined> joined =
        new Joining(inForce, closure::crowded, judge).join(closure.found());
    return new Ledger(session, this, judge, now).write(closure, joined);
  }

  /** Takes the turn, before anything is read that another node may be changing. */
  void takeTurn(Session session) throws SQLException {
    turn.take(session, rules.get());
  }
}
