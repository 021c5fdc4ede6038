package org.bianmin.hub.recognition;

import java.sql.SQLException;
import java.util.List;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;
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

  Uses(UseRows uses, NoticeRows notices, Notices teller) {
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
        } else {
          uses.drop(session, event);
        }
      } else if (!change.first()
          && event.key().type().equals(REPORT)
          && uses.any(session, event.key())) {
        notices.add(session, NoticeRows.OWN, notice(event), null);
        noted = true;
      }
    }
    return noted ? teller::tellSoon : () -> {};
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
