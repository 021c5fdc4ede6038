package org.bianmin.hub.normalize;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.Documents;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.facts.Prepared;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.MessageStates;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.store.LaneWriter;
import org.bianmin.hub.store.Session;

/** Writes message states, facts and deliveries of many messages in one transaction. */
final class NormalizeLane implements LaneWriter<NormalizeLane.Item> {

  /** A message and what became of it. */
  static final class Item {
    final JournalRow row;
    final Outcome outcome;
    final String mapping;
    // what it tells, or null
    final Prepared told;
    // when its reading began and ended, as System.nanoTime(); for messages that are traced
    long readFrom;
    long readTo;
    // of the whole commit; set on its first item
    Runnable afterCommit;

    Item(JournalRow row, Outcome outcome, String mapping, MeasureEvents events) {
      this.row = row;
      this.outcome = outcome;
      this.mapping = mapping;
      boolean again = row.reading() > 0;
      if (outcome instanceof Outcome.Normalized normalized) {
        told =
            events.prepare(
                new MeasureEvents.Told(
                    source(),
                    again,
                    normalized.assertions(),
                    normalized.links(),
                    normalized.identities()));
      } else if (again || missing() != null) {
        // a message that is parked for a code tells nothing but that the code is missing
        Set<Unmapped> missing = missing() == null ? Set.of() : Set.of(missing());
        told =
            events.prepare(
                new MeasureEvents.Told(source(), again, List.of(), List.of(), List.of(), missing));
      } else {
        told = null;
      }
    }

    /** What it weighs in memory: the message, what it tells, and the documents taken out of it. */
    long bytes() {
      long bytes = 2L * row.message().raw().length + 500;
      if (outcome instanceof Outcome.Normalized normalized) {
        for (ReportDocument document : normalized.documents()) {
          bytes += document.bytes().length;
        }
      }
      return bytes;
    }

    private Unmapped missing() {
      return outcome instanceof Outcome.Unmappable unmappable ? unmappable.missing() : null;
    }

    /** Places what a replayed message no longer tells: the same message, a later reading. */
    private SourceRef source() {
      if (outcome instanceof Outcome.Normalized normalized && !normalized.assertions().isEmpty()) {
        return normalized.assertions().get(0).source();
      }
      return new SourceRef(row.message().source(), 0, 0, "", row.id(), row.reading(), mapping);
    }
  }

  private final MeasureEvents events;
  private final Documents documents;
  private final MessageStates states = new MessageStates();
  private final BiConsumer<Item, Exception> failure;
  private final NormalizeSpans spans;

  NormalizeLane(
      MeasureEvents events,
      Documents documents,
      BiConsumer<Item, Exception> failure,
      NormalizeSpans spans) {
    this.spans = spans;
    this.events = events;
    this.documents = documents;
    this.failure = failure;
  }

  @Override
  public void write(Session session, List<Item> items) throws SQLException {
    long now = System.currentTimeMillis();
    List<Prepared> told = new ArrayList<>(items.size());
    List<MessageStates.Change> changes = new ArrayList<>(items.size());
    for (Item item : items) {
      changes.add(change(item));
      if (item.told != null) {
        told.add(item.told);
      }
    }
    for (Item item : items) {
      if (item.outcome instanceof Outcome.Normalized normalized) {
        documents.save(session, normalized.documents(), now);
      }
    }
    items.get(0).afterCommit = events.apply(session, told, now);
    states.write(session, changes, now);
  }

  private static MessageStates.Change change(Item item) {
    long id = item.row.id();
    String source = item.row.message().source();
    if (item.outcome instanceof Outcome.Ignored ignored) {
      return new MessageStates.Change(
          id, source, MessageState.IGNORED, null, ignored.reason(), null, item.mapping);
    }
    if (item.outcome instanceof Outcome.Unmappable unmappable) {
      Parked parked = unmappable.parked();
      return new MessageStates.Change(
          id,
          source,
          MessageState.PARKED,
          parked.stage(),
          parked.reason(),
          parked.location(),
          item.mapping);
    }
    return new MessageStates.Change(
        id, source, MessageState.NORMALIZED, null, null, null, item.mapping);
  }

  @Override
  public void committed(List<Item> items) {
    items.get(0).afterCommit.run();
  }

  @Override
  public void committed(List<Item> items, Commit commit) {
    committed(items);
    spans.committed(items, commit);
  }

  @Override
  public void failed(Item item, Exception cause) {
    failure.accept(item, cause);
  }
}
