package org.bianmin.hub.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code traceparent} of W3C Trace Context. */
public final class TraceParent {

  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
  private static final int LONGEST = 200;

  private TraceParent() {}

  /** What a sender gave, where it has the standard's form; else null. */
  public static String of(String given) {
    return given != null && context(given) != null ? given : null;
  }

  static String text(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + '-'
        + context.getSpanId()
        + '-'
        + context.getTraceFlags().asHex();
  }

  static SpanContext context(String given) {
    if (given.length() > LONGEST) {
      return null;
    }
    Matcher parts = FORM.matcher(given);
    if (!parts.matches()) {
      return null;
    }
    SpanContext context =
        SpanContext.createFromRemoteParent(
            parts.group(1),
            parts.group(2),
            TraceFlags.fromHex(parts.group(3), 0),
            TraceState.getDefault());
    return context.isValid() ? context : null;
  }
}
