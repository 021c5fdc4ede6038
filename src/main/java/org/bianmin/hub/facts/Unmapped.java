package org.bianmin.hub.facts;

import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.UnmappedCode;

/**
 * A code that no table covers, in its place.
 *
 * @param type event type
 * @param attribute its attribute; {@code items.criticalFlag} inside of a group; {@code
 *     visit-class.csv} where the table decides which event a message tells, and the message is
 *     parked
 * @param source id of the source that wrote it
 * @param code as it was written
 */
public record Unmapped(String type, String attribute, String source, String code) {

  private static final String TABLE = ".csv";

  /** A code that decides, and that a table has no row for. */
  public static Unmapped deciding(String type, String table, String source, String code) {
    return new Unmapped(type, table + TABLE, source, code);
  }

  /** The table that lacks the row, where the code decides; else null. */
  public String decidingTable() {
    return attribute.endsWith(TABLE)
        ? attribute.substring(0, attribute.length() - TABLE.length())
        : null;
  }

  /** Adds those that an assertion holds. */
  static void find(Assertion assertion, Set<Unmapped> found) {
    assertion.attributes().forEach((name, value) -> find(assertion, name, value, found));
  }

  private static void find(Assertion assertion, String name, Object value, Set<Unmapped> found) {
    String code = UnmappedCode.codeOf(value);
    if (code != null) {
      found.add(new Unmapped(assertion.key().type(), name, assertion.source().source(), code));
    } else if (value instanceof Map<?, ?> group) {
      for (Object item : group.values()) {
        if (item instanceof Map<?, ?> members) {
          for (Map.Entry<?, ?> member : members.entrySet()) {
            // every member of every item of every report: nearly all of them are text
            if (member.getValue() instanceof Map<?, ?>) {
              find(assertion, name + "." + member.getKey(), member.getValue(), found);
            }
          }
        }
      }
    }
  }
}
