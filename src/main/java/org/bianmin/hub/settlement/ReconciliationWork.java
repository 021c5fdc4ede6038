package org.bianmin.hub.settlement;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.stereotype.Component;

/**
 * What persons do with differences. Each command is kept as a note of the records that the case has
 * at that moment, so that it stays with them whatever cases they come into, and answers the case as
 * it stands afterwards, or empty where there is no such case (any more).
 */
@Component
public final class ReconciliationWork {

  private final Commands commands;
  private final Reconciler reconciler;
  private final Reconciliation queries;
  private final Clock clock = Clock.systemUTC();

  ReconciliationWork(Commands commands, Reconciler reconciler, Reconciliation queries) {
    this.commands = commands;
    this.reconciler = reconciler;
    this.queries = queries;
  }

  /**
   * Has somebody look after a case.
   *
   * @param assignee null: nobody
   */
  public Optional<CaseLine> assign(long id, String who, String assignee) {
    return remark(
        id, line -> new NoteRows.New(NoteRows.ASSIGNED, who, blank(assignee), null, null));
  }

  /**
   * Comments on a case.
   *
   * @throws IllegalArgumentException when the comment is blank
   */
  public Optional<CaseLine> comment(long id, String who, String comment) {
    String text = blank(comment);
    require(text != null, "comment is empty; say what was found");
    return remark(id, line -> new NoteRows.New(NoteRows.COMMENTED, who, null, text, null));
  }

  /**
   * Closes a difference. It is open again as soon as its case changes.
   *
   * @param comment may be null, but not for {@link ClosingReason#OTHER}
   * @throws IllegalArgumentException when a comment is wanted
   * @throws IllegalStateException when the case is no open difference
   */
  public Optional<CaseLine> close(long id, String who, ClosingReason reason, String comment) {
    String text = blank(comment);
    require(
        reason != ClosingReason.OTHER || text != null,
        "reason 'other' wants a comment that says which");
    return remark(
        id,
        row -> {
          if (!row.open()) {
            throw new IllegalStateException("the case is no open difference; look at it again");
          }
          return new NoteRows.New(NoteRows.CLOSED, who, reason.code(), text, row.fingerprint());
        });
  }

  /**
   * Opens a closed difference again.
   *
   * @throws IllegalStateException when the case is no closed difference
   */
  public Optional<CaseLine> reopen(long id, String who, String comment) {
    return remark(
        id,
        row -> {
          if (!row.differs() || row.open()) {
            throw new IllegalStateException("the case is no closed difference; look at it again");
          }
          return new NoteRows.New(NoteRows.REOPENED, who, null, blank(comment), null);
        });
  }

  /**
   * Links two records though no number does; their cases become one. Linked already, nothing
   * changes.
   *
   * @return the case of both; empty where one is not known
   * @throws IllegalArgumentException when they are one record, or of two facilities
   * @throws IllegalStateException when one of them is void
   */
  public Optional<CaseLine> link(EventKey one, EventKey other, String who, String comment) {
    return tie(one, other, new NoteRows.New(NoteRows.LINKED, who, null, blank(comment), null));
  }

  /**
   * Takes back a link that a person made. What numbers link stays linked: it is their source that
   * has to correct it.
   *
   * @return the case of the first; empty where one is not known
   * @throws IllegalStateException when no person has linked them
   */
  public Optional<CaseLine> unlink(EventKey one, EventKey other, String who, String comment) {
    return tie(one, other, new NoteRows.New(NoteRows.UNLINKED, who, null, blank(comment), null));
  }

  /** Makes a note of a case as it stands. */
  private interface Remark {
    NoteRows.New of(CaseRow row);
  }

  private Optional<CaseLine> remark(long id, Remark remark) {
    Long record =
        commands.execute(
            session -> {
              // what is read holds until it is written
              reconciler.takeTurn(session);
              CaseRow row = reconciler.cases().load(session, List.of(id)).get(id);
              List<Long> records = new ArrayList<>();
              reconciler.entries().ofCases(session, List.of(id), records);
              if (row == null || records.isEmpty()) {
                return null;
              }
              note(session, remark.of(row), records);
              return records.get(0);
            });
    return record == null ? Optional.empty() : caseOf(record);
  }

  private void note(Session session, NoteRows.New note, List<Long> records) throws SQLException {
    long now = clock.millis();
    reconciler.notes().add(session, note, records, now);
    reconciler.entries().remark(session, records);
    reconciler.reconcile(session, records, now);
  }

  private Optional<CaseLine> tie(EventKey one, EventKey other, NoteRows.New note) {
    require(!one.equals(other), "a record cannot be linked with itself; name two");
    require(
        one.facility().equals(other.facility()),
        "both records have to be of one facility; name two of one");
    Optional<Long> first = queries.recordOf(one);
    Optional<Long> second = queries.recordOf(other);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    long a = first.get();
    long b = second.get();
    String token = Tokens.hand(one.facility(), a, b);
    boolean link = note.kind().equals(NoteRows.LINKED);
    commands.execute(
        session -> {
          reconciler.takeTurn(session);
          Map<Long, Item> items = new LinkedHashMap<>();
          reconciler.entries().load(session, List.of(a, b), items);
          boolean linked = items.get(a).handTokens.contains(token);
          if (linked == link && link) {
            return null;
          }
          if (!linked && !link) {
            throw new IllegalStateException(
                "no person has linked these records; numbers or a rule did");
          }
          if (link && items.values().stream().anyMatch(i -> !i.active())) {
            throw new IllegalStateException("one of the records is void; it cannot be linked");
          }
          for (Item item : items.values()) {
            List<String> tokens = new ArrayList<>(item.handTokens);
            boolean unused = link ? tokens.add(token) : tokens.remove(token);
            reconciler.entries().hand(session, item.id(), tokens);
          }
          // the note names the number of the other record
          for (Item item : items.values()) {
            Item with = item.id() == a ? items.get(b) : items.get(a);
            reconciler
                .notes()
                .add(
                    session,
                    new NoteRows.New(
                        note.kind(), note.who(), with.entry.number(), note.comment(), null),
                    List.of(item.id()),
                    clock.millis());
          }
          reconciler.entries().remark(session, List.of(a, b));
          reconciler.reconcile(session, List.of(a, b), clock.millis());
          return null;
        });
    return caseOf(a);
  }

  private Optional<CaseLine> caseOf(long record) {
    return queries.caseOfRecord(record).flatMap(queries::line);
  }

  private static String blank(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(Objects.requireNonNull(message));
    }
  }
}
