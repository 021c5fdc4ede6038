package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.delivery.Precedence;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.facts.Persons;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Session;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Judges each version of a report in the transaction that makes it, and keeps what was judged: a
 * later change of a catalogue or a scope rewrites nothing. Before the outbox, which asks it what
 * must not wait.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReportIndexing implements ChangeListener, Precedence {

  private static final String REPORT = ReportBundles.TYPE;
  private static final String BEFORE =
      "select person, status, content from recognition_report where event_id = ?";
  private static final String SAVE =
      "insert into recognition_report (event_id, version, facility, report_key, person, category,"
          + " status, reported_at, expires_at, urgent, judged_at, judgement, items, mapped,"
          + " recognisable, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict"
          + " (event_id) do update set version = excluded.version, person = excluded.person,"
          + " category = excluded.category, status = excluded.status, reported_at ="
          + " excluded.reported_at, expires_at = excluded.expires_at, urgent = excluded.urgent,"
          + " judged_at = excluded.judged_at, judgement = excluded.judgement, items ="
          + " excluded.items, mapped = excluded.mapped, recognisable = excluded.recognisable,"
          + " content = excluded.content";

  private final Persons persons;
  private final Judge judge;
  private final Catalogues catalogues;
  private final Mappings mappings;

  // of the transaction in hand: reports that were or are another person's, by row id and version
  private final Map<Long, Integer> moved = new HashMap<>();
  // of the transaction in hand: reports that a doctor reads otherwise than before, by row id
  private final Set<Long> rewritten = new HashSet<>();

  ReportIndexing(Persons persons, Judge judge, Catalogues catalogues, Mappings mappings) {
    this.persons = persons;
    this.judge = judge;
    this.catalogues = catalogues;
    this.mappings = mappings;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    moved.clear();
    rewritten.clear();
    List<FactChange> reports = new ArrayList<>(0);
    for (FactChange change : changes) {
      if (change.event().key().type().equals(REPORT)) {
        reports.add(change);
      }
    }
    if (!reports.isEmpty()) {
      MappingSet set = mappings.inForce();
      Catalogue catalogue = catalogues.inForce(set);
      Set<String> legal = legal(session, reports);
      long now = System.currentTimeMillis();
      PreparedStatement save = session.prepare(SAVE);
      for (FactChange change : reports) {
        MeasureEvent event = change.event();
        boolean known = legal.contains(event.patient());
        long content = ReportContent.checksum(event);
        boolean urgent = isMoved(session, change, content);
        Judgement judgement = judge.judge(event, known, catalogue, set.recognition(), set.hash());
        bind(save, change, judgement, urgent, now);
        count(save, ItemCounts.of(judgement, category(event), catalogue));
        save.setLong(16, content);
        save.addBatch();
      }
      save.executeBatch();
    }
    return () -> {};
  }

  private Set<String> legal(Session session, List<FactChange> reports) throws SQLException {
    Set<String> legal = new HashSet<>();
    Set<String> asked = new HashSet<>();
    for (FactChange change : reports) {
      String person = change.event().patient();
      if (person != null && asked.add(person) && persons.isLegal(session, person)) {
        legal.add(person);
      }
    }
    return legal;
  }

  /** Whether it was posted to another person by law, or to a wrong patient altogether. */
  private boolean isMoved(Session session, FactChange change, long content) throws SQLException {
    MeasureEvent event = change.event();
    boolean urgent = ReportBundles.urgent(event.status(), event.attributes());
    if (!change.first()) {
      PreparedStatement before = session.prepare(BEFORE);
      before.setLong(1, change.eventId());
      try (ResultSet row = before.executeQuery()) {
        boolean known = row.next();
        boolean moves =
            known
                && row.getString(1) != null
                && !row.getString(1).equals(event.patient())
                && row.getString(2).equals(EventStatus.ACTIVE.name())
                && persons.isLegal(session, row.getString(1));
        if (!known || moves || row.getLong(3) != content) {
          rewritten.add(change.eventId());
        }
        urgent |= moves;
      }
    }
    if (urgent) {
      moved.put(change.eventId(), event.version());
    }
    return urgent;
  }

  /**
   * Whether a doctor who saw the report before reads something else now, or reads it of somebody
   * else; of the transaction in hand.
   */
  boolean isRewritten(FactChange change) {
    return rewritten.contains(change.eventId());
  }

  private static void bind(
      PreparedStatement save, FactChange change, Judgement judgement, boolean urgent, long now)
      throws SQLException {
    MeasureEvent event = change.event();
    save.setLong(1, change.eventId());
    save.setLong(2, event.version());
    save.setString(3, event.key().facility());
    save.setString(4, event.key().toString());
    save.setString(5, event.patient());
    save.setString(6, category(event));
    save.setString(7, event.status().name());
    Session.setLong(save, 8, event.occurredAt());
    Session.setLong(save, 9, event.status() == EventStatus.ACTIVE ? judgement.expiresAt() : null);
    save.setLong(10, urgent ? 1 : 0);
    save.setLong(11, now);
    save.setString(12, JudgementJson.write(judgement));
  }

  private static void count(PreparedStatement save, ItemCounts counts) throws SQLException {
    save.setLong(13, counts.items());
    save.setLong(14, counts.mapped());
    save.setLong(15, counts.recognisable());
  }

  private static String category(MeasureEvent report) {
    return report.attributes().get("category") instanceof String text ? text : null;
  }

  /** A recall goes first, and most of all what was posted to the wrong patient. */
  @Override
  public boolean isUrgent(Session session, FactChange change) {
    MeasureEvent event = change.event();
    return event.key().type().equals(REPORT)
        && (event.status() == EventStatus.VOID
            || Integer.valueOf(event.version()).equals(moved.get(change.eventId())));
  }
}
