package org.bianmin.hub.journal;

import java.util.List;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.telemetry.MessageTraces;
import org.bianmin.hub.telemetry.Span;
import org.bianmin.hub.telemetry.Stage;

/** Tells the traces of sampled messages of their arrival, once they are durable. */
final class JournalSpans {

  private final MessageTraces traces;

  JournalSpans(MessageTraces traces) {
    this.traces = traces;
  }

  void committed(List<Arrival> arrivals, Commit commit) {
    if (!traces.on()) {
      return;
    }
    Span shared = null;
    for (Arrival arrival : arrivals) {
      if (arrival.id != 0 && traces.samples(arrival.id)) {
        if (shared == null) {
          shared = traces.transaction("commit.journal", commit.number());
        }
        shared.link(arrival.id);
        received(arrival, MessageTraces.at(commit.endedAt()));
        if (!arrival.duplicate) {
          traces
              .of(arrival.id, Stage.JOURNAL)
              .link(shared)
              .from(MessageTraces.at(commit.beganAt()))
              .to(MessageTraces.at(commit.endedAt()));
        }
      }
    }
    if (shared != null) {
      shared
          .put("hub.messages", arrivals.size())
          .from(MessageTraces.at(commit.beganAt()))
          .to(MessageTraces.at(commit.endedAt()));
    }
  }

  private void received(Arrival arrival, long durableAt) {
    NewMessage message = arrival.message;
    Span span = arrival.duplicate ? traces.again(arrival.id) : traces.of(arrival.id, Stage.RECEIVE);
    span.put("hub.source", message.source())
        .put("hub.format", message.format().code())
        .code("hub.trigger", message.trigger())
        .put("hub.bytes", message.raw().length)
        .link(message.traceparent());
    if (arrival.duplicate) {
      span.put("hub.outcome", "duplicate");
    } else {
      span.put("hub.outcome", message.parked() == null ? "received" : "parked");
    }
    if (message.replayOf() != null) {
      span.put("hub.replay.of", message.replayOf());
    }
    span.from(Math.min(MessageTraces.ofMillis(message.receivedAt()), durableAt)).to(durableAt);
  }
}
