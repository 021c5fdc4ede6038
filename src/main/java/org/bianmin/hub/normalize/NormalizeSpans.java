package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.telemetry.MessageTraces;
import org.bianmin.hub.telemetry.Span;
import org.bianmin.hub.telemetry.Stage;

/** Tells the traces of sampled messages of their reading, once what they tell is durable. */
final class NormalizeSpans {

  private final MessageTraces traces;

  NormalizeSpans(MessageTraces traces) {
    this.traces = traces;
  }

  void committed(List<NormalizeLane.Item> items, Commit commit) {
    if (!traces.on()) {
      return;
    }
    Span shared = null;
    for (NormalizeLane.Item item : items) {
      long id = item.row.id();
      if (traces.samples(id)) {
        if (shared == null) {
          shared = traces.transaction("commit.facts", commit.number());
        }
        shared.link(id);
        read(item);
        stored(item, commit, shared);
      }
    }
    if (shared != null) {
      shared
          .put("hub.messages", items.size())
          .from(MessageTraces.at(commit.beganAt()))
          .to(MessageTraces.at(commit.endedAt()));
    }
  }

  private void read(NormalizeLane.Item item) {
    Span span =
        traces
            .of(item.row.id(), Stage.NORMALIZE, item.row.reading())
            .put("hub.source", item.row.message().source())
            .put("hub.reading", item.row.reading())
            .put("hub.mapping", item.mapping);
    if (item.outcome instanceof Outcome.Normalized normalized) {
      span.put("hub.outcome", "normalized").put("hub.facts", normalized.assertions().size());
    } else if (item.outcome instanceof Outcome.Unmappable unmappable) {
      span.put("hub.outcome", "parked")
          .put("hub.stage", unmappable.parked().stage())
          .failed("parked");
    } else {
      span.put("hub.outcome", "ignored");
    }
    span.from(MessageTraces.at(item.readFrom)).to(MessageTraces.at(item.readTo));
  }

  private void stored(NormalizeLane.Item item, Commit commit, Span shared) {
    traces
        .of(item.row.id(), Stage.FACTS, item.row.reading())
        .link(shared)
        .from(MessageTraces.at(commit.beganAt()))
        .to(MessageTraces.at(commit.endedAt()));
  }
}
