package org.bianmin.hub.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A span that is being told. Its attributes are ids of the hub, words of the hub and counts; what a
 * sender or a destination wrote passes only where it has the form of a code.
 */
public final class Span {

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_^.-]{0,39}");
  private static final int MOST_LINKS = 128;

  private final MessageTraces traces;
  private final String name;
  private final SpanKind kind;
  private final SpanContext context;
  private final SpanContext parent;
  private final AttributesBuilder attributes = Attributes.builder();
  private final List<LinkData> links = new ArrayList<>(1);
  private long from;
  private StatusData status = StatusData.unset();

  Span(MessageTraces traces, String name, SpanKind kind, SpanContext context, SpanContext parent) {
    this.traces = traces;
    this.name = name;
    this.kind = kind;
    this.context = context;
    this.parent = parent;
  }

  SpanContext context() {
    return context;
  }

  /** An id or a word of the hub's own; null is left out. */
  public Span put(String key, String value) {
    if (value != null) {
      attributes.put(key, value);
    }
    return this;
  }

  public Span put(String key, long value) {
    attributes.put(key, value);
    return this;
  }

  /** A code that came from outside; {@code other} where it does not have the form of one. */
  public Span code(String key, String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(key, CODE.matcher(value).matches() ? value : "other");
    }
    return this;
  }

  /** It did not go well, in a word of the hub's. */
  public Span failed(String word) {
    status = StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, word);
    return this;
  }

  /** Ties it to what it shared with others; null is left out. */
  public Span link(Span shared) {
    return shared == null ? this : link(shared.context);
  }

  /** Ties it to the sender's span ({@link TraceParent}); null is left out. */
  public Span link(String traceparent) {
    return traceparent == null ? this : link(TraceParent.context(traceparent));
  }

  /** Ties what is shared to a message's trace; no more than 128 of them. */
  public Span link(long messageId) {
    return links.size() < MOST_LINKS ? link(traces.root(messageId)) : this;
  }

  private Span link(SpanContext other) {
    if (other != null) {
      links.add(LinkData.create(other));
    }
    return this;
  }

  /** When it began, in epoch nanoseconds. */
  public Span from(long epochNanos) {
    from = epochNanos;
    return this;
  }

  /** When it ended, in epoch nanoseconds; it is on its way then. Never blocks, never throws. */
  public void to(long epochNanos) {
    traces.ended(
        new EndedSpan(
            name,
            kind,
            context,
            parent,
            status,
            from,
            Math.max(from, epochNanos),
            attributes.build(),
            List.copyOf(links),
            traces.resource()));
  }
}
