package org.bianmin.hub.recognition;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps in the transaction which records name a report, and notes there that a report of this hub's
 * own has changed which some of them name.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class Uses implements ChangeListener {

  private static final String REPORT = "result.issued";

  private final UseRows uses;
  private final NoticeRows notices;
  private final Notices teller;
  private final Predicate<FactChange> rewritten;

  @Autowired
  Uses(UseRows uses, NoticeRows notices, Notices teller, ReportIndexing reports) {
    this(uses, notices, teller, reports::isRewritten);
  }

  /**
   * Keeps uses.
   *
   * @param rewritten whether a doctor reads something else in a report than before
   */
  Uses(UseRows uses, NoticeRows notices, Notices teller, Predicate<FactChange> rewritten) {
    this.rewritten = rewritten;
    this.uses = uses;
    this.notices = notices;
    this.teller = teller;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    boolean noted = false;
    for (FactChange change : changes) {
      MeasureEvent event = change.event();
      if (UseRows.TYPES.contains(event.key().type())) {
        if (event.status() == EventStatus.ACTIVE) {
          uses.add(session, event);
          noted |= change.first() && late(session, event);
        } else {
          uses.drop(session, event);
        }
      } else if (!change.first()
          && event.key().type().equals(REPORT)
          && rewritten.test(change)
          && uses.any(session, event.key())) {
        notices.add(session, NoticeRows.OWN, notice(event), null);
        noted = true;
      }
    }
    return noted ? teller::tellSoon : () -> {};
  }

  /** A record that comes after its report had changed is told of it, and no other is. */
  private boolean late(Session session, MeasureEvent record) throws SQLException {
    boolean noted = false;
    for (Map.Entry<String, Long> named : UseRows.versions(record).entrySet()) {
      UseRows.Now now = uses.now(session, named.getKey());
      boolean changed = now != null && (now.recalled() || now.version() > named.getValue());
      if (changed) {
        EventKey key = EventKey.parse(named.getKey());
        Notice notice =
            new Notice(
                key + "@" + now.version() + '/' + record.key(),
                System.currentTimeMillis(),
                now.recalled(),
                false,
                key.toString(),
                key.facility(),
                now.version(),
                List.of(record.key().toString()));
        notices.add(session, NoticeRows.OWN, notice, null);
        noted = true;
      }
    }
    return noted;
  }

  private static Notice notice(MeasureEvent report) {
    String key = report.key().toString();
    return new Notice(
        key + '@' + report.version(),
        System.currentTimeMillis(),
        report.status() == EventStatus.VOID,
        false,
        key,
        report.key().facility(),
        report.version(),
        List.of());
  }
}
