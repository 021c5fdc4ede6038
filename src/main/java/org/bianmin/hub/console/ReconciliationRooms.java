package org.bianmin.hub.console;

import java.util.Optional;
import java.util.function.Supplier;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.CaseView;
import org.bianmin.hub.settlement.ClosingReason;
import org.bianmin.hub.settlement.Reconciliation;
import org.bianmin.hub.settlement.ReconciliationWork;
import org.bianmin.hub.store.RecentAnswers;
import org.bianmin.hub.store.Snapshot;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Cases of the reconciliation and what persons do with them, for API and pages alike: what cannot
 * be done is told as a problem.
 */
@Component
final class ReconciliationRooms {

  private static final int LONGEST = 500;

  private final ObjectProvider<Reconciliation> reconciliation;
  private final ObjectProvider<ReconciliationWork> work;
  private final RecentAnswers<Reconciliation.Load> loads;
  private final boolean enabled;

  ReconciliationRooms(
      ObjectProvider<Reconciliation> reconciliation,
      ObjectProvider<ReconciliationWork> work,
      Snapshot snapshot,
      @Value("${hub.settlement.enabled:true}") boolean enabled) {
    this.reconciliation = reconciliation;
    this.work = work;
    this.loads = new RecentAnswers<>(snapshot);
    this.enabled = enabled;
  }

  /** Whether this hub reconciles. */
  boolean on() {
    return enabled && reconciliation.getIfAvailable() != null;
  }

  /**
   * The questions to it.
   *
   * @throws NotFound when it is off
   */
  Reconciliation reconciliation() {
    if (!on()) {
      throw new NotFound("Reconciliation is off; hub.settlement.enabled=true switches it on");
    }
    return reconciliation.getObject();
  }

  /** How much there is to do, as of a moment ago; null where it is off. */
  Reconciliation.Load load() {
    return on() ? loads.of("load", () -> reconciliation().load()) : null;
  }

  private ReconciliationWork work() {
    reconciliation();
    return work.getObject();
  }

  CaseView find(long id) {
    return reconciliation().find(id).orElseThrow(() -> gone(id));
  }

  CaseLine assign(long id, String who, String assignee) {
    return told(id, () -> work().assign(id, who, checked("assignee", assignee)));
  }

  CaseLine comment(long id, String who, String comment) {
    return told(id, () -> work().comment(id, who, checked("comment", comment)));
  }

  /**
   * Closes a difference.
   *
   * @param reason code of a {@link ClosingReason}
   */
  CaseLine close(long id, String who, String reason, String comment) {
    return told(
        id, () -> work().close(id, who, ClosingReason.of(reason), checked("comment", comment)));
  }

  CaseLine reopen(long id, String who, String comment) {
    return told(id, () -> work().reopen(id, who, checked("comment", comment)));
  }

  /** Makes two cases one. */
  CaseLine link(long id, long other, String who, String comment) {
    EventKey one = find(id).records().get(0).key();
    EventKey with = find(other).records().get(0).key();
    return told(id, () -> work().link(one, with, who, checked("comment", comment)));
  }

  /** Takes back a link that a person made between two records of a case. */
  CaseLine unlink(long id, String one, String other, String who, String comment) {
    return told(
        id,
        () ->
            work()
                .unlink(
                    EventKey.parse(one), EventKey.parse(other), who, checked("comment", comment)));
  }

  private static CaseLine told(long id, Supplier<Optional<CaseLine>> command) {
    try {
      return command.get().orElseThrow(() -> gone(id));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new Refused("Case " + id + ": " + e.getMessage());
    }
  }

  /** What a person wrote; null where it is blank. */
  static String checked(String name, String text) {
    String given = MessageFilter.given(text);
    if (given != null && given.length() > LONGEST) {
      throw new BadRequest(name + " is longer than " + LONGEST + " characters", null);
    }
    return given;
  }

  private static NotFound gone(long id) {
    return new NotFound(
        "There is no case "
            + id
            + " any more: its records may have come into another one; look at"
            + " /api/v1/reconciliation/cases");
  }
}
