package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.indicator.programme.Declaration;

/**
 * What a form of a declaration holds; empty fields are null or blank.
 *
 * @param evidence names of documents, separated by semicolons
 */
record DeclarationForm(
    String facility,
    String period,
    String value,
    String unit,
    String effectiveFrom,
    String effectiveTo,
    String who,
    String approvedBy,
    String basis,
    String evidence) {

  /**
   * What the kind of an obligation forbids, by member with the word of its text; the declaration
   * itself checks all else.
   */
  Map<String, String> problems(DeclarationRoom.Obligation of) {
    Map<String, String> problems = new LinkedHashMap<>();
    String told = MessageFilter.given(value);
    if (told == null) {
      problems.put("value", "value");
    } else if (of.kind() == Declaration.Kind.NUMBER && number(told) == null) {
      problems.put("value", "value.number");
    } else if (of.kind() == Declaration.Kind.YES_NO && !told.equals("yes") && !told.equals("no")) {
      problems.put("value", "value");
    }
    String written = MessageFilter.given(period);
    if (written == null || DeclaredFor.parse(written).isEmpty()) {
      problems.put("period", "period");
    }
    return problems;
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Its members, as docs/declarations.md names them; of a form without {@link #problems}. */
  Map<String, Object> told(DeclarationRoom.Obligation of, String where, String by) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("obligationId", of.id());
    put(told, "facility", where);
    put(told, "period", period);
    String text = value.strip();
    switch (of.kind()) {
      case NUMBER -> told.put("value", number(text));
      case YES_NO -> told.put("value", text.equals("yes"));
      default -> told.put("value", text);
    }
    put(told, "unit", unit);
    put(told, "effectiveFrom", effectiveFrom);
    put(told, "effectiveTo", effectiveTo);
    put(told, "declaredBy", by);
    put(told, "approvedBy", approvedBy);
    put(told, "basis", basis);
    String documents = MessageFilter.given(evidence);
    if (documents != null) {
      told.put(
          "evidenceRef",
          Arrays.stream(documents.split("[;；\\r\\n]+", -1))
              .filter(one -> !one.isBlank())
              .map(String::strip)
              .toList());
    }
    return told;
  }

  private static void put(Map<String, Object> told, String name, String text) {
    String given = MessageFilter.given(text);
    if (given != null) {
      told.put(name, given);
    }
  }
}
