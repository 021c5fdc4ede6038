package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Declared;
import org.bianmin.hub.indicator.programme.Declaration;

/** Finds what was declared. */
final class DeclaredValues {

  private DeclaredValues() {}

  /**
   * The declaration in force: one of just this period before others, else the newest. A number is
   * of its own period only, or of any where it names none; what is yes or no, a level or a list
   * stands until it is declared otherwise.
   *
   * @param facility or the county or city that declares
   * @return null where there is none
   */
  static Declared find(Session session, Declaration of, String facility) {
    Declared newest = null;
    for (EventRow row : session.declarations()) {
      MeasureEvent event = row.event();
      Map<String, Object> told = event.attributes();
      if (!facility.equals(event.key().facility())
          || !of.obligation().equals(told.get("obligationId"))) {
        continue;
      }
      Declared found = declared(event);
      if (session.question().period().text().equals(found.period())) {
        return found;
      }
      boolean stands = of.value() != Declaration.Kind.NUMBER || found.period() == null;
      newest = newest == null && stands ? found : newest;
    }
    return newest;
  }

  private static Declared declared(MeasureEvent event) {
    Map<String, Object> told = event.attributes();
    String value = text(told, "value");
    return new Declared(
        event.key().toString(),
        text(told, "period"),
        value,
        number(value),
        text(told, "declaredBy"),
        text(told, "basis"),
        text(told, "effectiveFrom"),
        text(told, "effectiveTo"),
        evidence(told.get("evidenceRef")));
  }

  private static String text(Map<String, Object> told, String name) {
    Object value = told.get(name);
    return value == null ? null : value.toString();
  }

  private static List<String> evidence(Object told) {
    if (told instanceof List<?> list) {
      return list.stream()
          .map(item -> item instanceof Map<?, ?> map ? map.values().toString() : item.toString())
          .toList();
    }
    return told == null ? List.of() : List.of(told.toString());
  }

  /** Yes is 1 and no is 0; null where it is no number. */
  static BigDecimal number(String value) {
    if (value == null) {
      return null;
    }
    return switch (value) {
      case "yes", "true" -> BigDecimal.ONE;
      case "no", "false" -> BigDecimal.ZERO;
      default -> {
        try {
          yield new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
          yield null;
        }
      }
    };
  }
}
