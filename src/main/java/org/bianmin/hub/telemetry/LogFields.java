package org.bianmin.hub.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Ids as fields of structured logs, under {@code hub}: {@code source}, {@code destination}, {@code
 * message}, {@code delivery}, {@code batch}. They are what the statement names by the hub's own
 * words, so that a statement says them once, and nothing is paid where the log is plain text.
 */
public final class LogFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

  private static final String PLACEHOLDER = "\\{}";
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:hub\\.(source)s\\."
              + "|hub\\.(destination)s\\."
              + "|\\b(?i:(message|delivery|batch)) )?"
              + PLACEHOLDER);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  @Override
  public void customize(JsonWriter.Members<ILoggingEvent> members) {
    members.add("hub", LogFields::of).whenNotEmpty();
  }

  /** What a logged line names, by field. */
  static Map<String, Object> of(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Object[] arguments = event.getArgumentArray();
    if (arguments == null) {
      return fields;
    }
    Matcher placeholder = NAMED.matcher(event.getMessage());
    for (int i = 0; i < arguments.length && placeholder.find(); i++) {
      String field = field(placeholder);
      if (field != null && arguments[i] instanceof Number number) {
        fields.putIfAbsent(field, number.longValue());
      } else if (field != null
          && arguments[i] instanceof String text
          && ID.matcher(text).matches()) {
        fields.putIfAbsent(field, text);
      }
    }
    return fields;
  }

  private static String field(Matcher placeholder) {
    for (int group = 1; group <= placeholder.groupCount(); group++) {
      if (placeholder.group(group) != null) {
        return placeholder.group(group).toLowerCase(java.util.Locale.ROOT);
      }
    }
    return null;
  }
}
