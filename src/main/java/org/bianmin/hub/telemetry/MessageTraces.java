package org.bianmin.hub.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The traces of messages. A stage asks whether a message is sampled, and tells of those that are
 * when it is over; nothing is carried from stage to stage.
 */
public final class MessageTraces {

  private final boolean on;
  private final TraceIds ids;
  private final Set<String> told;
  private final Resource resource;
  private final Consumer<EndedSpan> sink;
  // commits are counted by process
  private final long process = ThreadLocalRandom.current().nextLong();

  /**
   * The traces of a hub.
   *
   * @param told destinations that are told the id of a call
   */
  MessageTraces(
      boolean on, TraceIds ids, Set<String> told, Resource resource, Consumer<EndedSpan> sink) {
    this.told = Set.copyOf(told);
    this.on = on;
    this.ids = ids;
    this.resource = resource;
    this.sink = sink;
  }

  /** Those of a hub that traces nothing. */
  public static MessageTraces off() {
    return new MessageTraces(false, new TraceIds(0, 0, 0), Set.of(), Resource.empty(), span -> {});
  }

  /** Whether any message may be sampled. */
  public boolean on() {
    return on;
  }

  /** Whether a message is sampled: the same on every node and after every start. */
  public boolean samples(long messageId) {
    return on && ids.samples(messageId);
  }

  /** A stage of a sampled message, under its root. */
  public Span of(long messageId, Stage stage, long... which) {
    SpanContext parent = stage == Stage.RECEIVE ? SpanContext.getInvalid() : root(messageId);
    return message(messageId, stage, which, parent);
  }

  /** A stage under a delivery of a sampled message. */
  public Span of(long messageId, long deliveryId, Stage stage, String batchNo) {
    SpanContext delivery =
        context(ids.trace(messageId), ids.span(messageId, Stage.DELIVERY, deliveryId));
    return message(messageId, stage, new long[] {deliveryId, TraceIds.text(batchNo)}, delivery);
  }

  /** A sampled message that came again: the same trace, a span for each time. */
  public Span again(long messageId) {
    return of(messageId, Stage.RECEIVE, ThreadLocalRandom.current().nextLong());
  }

  private Span message(long messageId, Stage stage, long[] which, SpanContext parent) {
    SpanContext context = context(ids.trace(messageId), ids.span(messageId, stage, which));
    return new Span(this, stage.word(), stage.kind, context, parent)
        .put("hub.message.id", messageId);
  }

  /** What sampled messages share with others: a transaction of this process, by its number. */
  public Span transaction(String what, long number) {
    return shared(what, SpanKind.INTERNAL, ids.batch(what, process, number));
  }

  /** A call of a destination with many of them. */
  public Span call(String batchNo) {
    return shared("call", SpanKind.CLIENT, ids.batch("call", TraceIds.text(batchNo)));
  }

  /**
   * What a call with sampled messages says of itself to the destination, as the header {@link
   * TraceParent#HEADER}; null where that is not to be told.
   */
  public String traceparent(String destination, String batchNo) {
    return told.contains(destination) ? TraceParent.text(call(batchNo).context()) : null;
  }

  private Span shared(String name, SpanKind kind, String trace) {
    SpanContext context = context(trace, TraceIds.batchSpan(trace));
    return new Span(this, name, kind, context, SpanContext.getInvalid());
  }

  /** The id of a message's trace, for a person who looks for it. */
  public String trace(long messageId) {
    return ids.trace(messageId);
  }

  SpanContext root(long messageId) {
    return context(ids.trace(messageId), ids.span(messageId, Stage.RECEIVE));
  }

  private static SpanContext context(String trace, String span) {
    return SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  Resource resource() {
    return resource;
  }

  void ended(EndedSpan span) {
    sink.accept(span);
  }

  /** A moment of {@link System#nanoTime()} as epoch nanoseconds. */
  public static long at(long nanoTime) {
    return now() - (System.nanoTime() - nanoTime);
  }

  /** A moment in epoch milliseconds as epoch nanoseconds. */
  public static long ofMillis(long epochMillis) {
    return TimeUnit.MILLISECONDS.toNanos(epochMillis);
  }

  public static long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }
}
