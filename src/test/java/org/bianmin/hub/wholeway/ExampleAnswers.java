package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;

/** Asks the indicators what a worked example expects, and says what is otherwise. */
final class ExampleAnswers {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String NONE = "none";
  private static final int PAGE = 200;
  private static final Set<String> MEMBERS =
      Set.of(
          "period",
          "facility",
          "county",
          "city",
          "until",
          "switches",
          "by",
          "group",
          "numerator",
          "denominator",
          "value",
          "parts",
          "met",
          "basis",
          "declared",
          "differs",
          "applicable",
          "note",
          "roster",
          "lineage");

  private final Indicators indicators;

  ExampleAnswers(Indicators indicators) {
    this.indicators = indicators;
  }

  /** What is other than expected; empty when nothing is. */
  List<String> differences(WorkedExample example, JsonNode expected) {
    List<String> wrong = new ArrayList<>();
    expected
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                wrong.add(name + " cannot be expected");
              }
            });
    Question question = question(example, expected);
    String group = expected.path("group").asText("");
    List<IndicatorValue> all = indicators.value(question, example.indicator());
    List<IndicatorValue> values =
        all.stream()
            .filter(value -> group.equals(Objects.requireNonNullElse(value.group(), "")))
            .toList();
    if (values.size() != 1) {
      wrong.add(values.size() + " values of group '" + group + "' among " + all.size());
      return wrong;
    }
    compare(expected, values.get(0), wrong);
    lineage(example, expected, question, wrong);
    return wrong.stream().map(what -> expected + ": " + what).toList();
  }

  private static Question question(WorkedExample example, JsonNode expected) {
    Scope scope = Scope.facility(expected.path("facility").asText(example.facility()));
    if (expected.has("county")) {
      scope = new Scope(Scope.Kind.COUNTY, expected.get("county").asText());
    } else if (expected.has("city")) {
      scope = new Scope(Scope.Kind.CITY, expected.get("city").asText());
    }
    Map<String, String> switches = new HashMap<>();
    expected
        .path("switches")
        .properties()
        .forEach(chosen -> switches.put(chosen.getKey(), chosen.getValue().asText()));
    return new Question(
        example.programme(),
        Period.parse(expected.get("period").asText(), ZONE),
        expected.has("until")
            ? (Long) OffsetDateTime.parse(expected.get("until").asText()).toInstant().toEpochMilli()
            : null,
        scope,
        Dimension.valueOf(expected.path("by").asText(NONE).toUpperCase(Locale.ROOT)),
        switches);
  }

  private static void compare(JsonNode expected, IndicatorValue value, List<String> wrong) {
    if (value.waitingDays() != 0) {
      wrong.add(value.waitingDays() + " days wait");
    }
    numbers("", expected, value.numerator(), value.denominator(), value.value(), wrong);
    text("met", expected, value.met(), wrong);
    text("basis", expected, value.basis(), wrong);
    text("differs", expected, value.differs(), wrong);
    text("applicable", expected, value.applicable(), wrong);
    text("declared", expected, value.declared() == null ? null : value.declared().value(), wrong);
    Words note = value.note();
    if (expected.has("note")
        && (note == null
            || !(note.zh() + "\n" + note.en()).contains(expected.get("note").asText()))) {
      wrong.add("the note is " + note);
    }
    if (expected.has("roster")) {
      JsonNode roster = expected.get("roster");
      var counted = value.roster();
      number(
          "roster.size", roster, "size", decimal(counted == null ? null : counted.size()), wrong);
      number(
          "roster.with",
          roster,
          "with",
          decimal(counted == null ? null : counted.withData()),
          wrong);
      number(
          "roster.without",
          roster,
          "without",
          decimal(counted == null ? null : counted.withoutData().size()),
          wrong);
    }
    for (Map.Entry<String, JsonNode> part : expected.path("parts").properties()) {
      Part found =
          value.parts().stream()
              .filter(one -> one.code().equals(part.getKey()))
              .findFirst()
              .orElse(null);
      if (found == null) {
        wrong.add(
            "no part "
                + part.getKey()
                + " among "
                + value.parts().stream().map(Part::code).toList());
      } else {
        numbers(
            part.getKey() + ".",
            part.getValue(),
            found.numerator(),
            found.denominator(),
            found.value(),
            wrong);
      }
    }
    if (!wrong.isEmpty() && note != null) {
      wrong.add("its note: " + note.en());
    }
  }

  private static BigDecimal decimal(Integer number) {
    return number == null ? null : BigDecimal.valueOf(number);
  }

  private static void numbers(
      String prefix,
      JsonNode expected,
      BigDecimal numerator,
      BigDecimal denominator,
      BigDecimal value,
      List<String> wrong) {
    number(prefix + "numerator", expected, "numerator", numerator, wrong);
    number(prefix + "denominator", expected, "denominator", denominator, wrong);
    number(prefix + "value", expected, "value", value, wrong);
  }

  private static void number(
      String what, JsonNode expected, String name, BigDecimal actual, List<String> wrong) {
    JsonNode node = expected.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    boolean same =
        node.asText().equals(NONE)
            ? actual == null
            : actual != null && actual.compareTo(new BigDecimal(node.asText())) == 0;
    if (!same) {
      wrong.add(what + " is " + actual);
    }
  }

  private static void text(String name, JsonNode expected, Object actual, List<String> wrong) {
    if (expected.has(name)
        && !expected.get(name).asText().equals(actual == null ? NONE : actual.toString())) {
      wrong.add(name + " is " + actual);
    }
  }

  private void lineage(
      WorkedExample example, JsonNode expected, Question question, List<String> wrong) {
    for (Map.Entry<String, JsonNode> side : expected.path("lineage").properties()) {
      Set<String> keys = new TreeSet<>();
      side.getValue().forEach(key -> keys.add(key.asText()));
      Set<String> found = new TreeSet<>();
      CountedFact.Cursor after = null;
      do {
        LineagePage page =
            indicators.lineage(
                question, example.indicator(), side.getKey().equals("numerator"), "", after, PAGE);
        page.facts().forEach(fact -> found.add(fact.key().businessKey()));
        after = page.next();
      } while (after != null);
      if (!found.equals(keys)) {
        wrong.add("the facts behind the " + side.getKey() + " are " + found);
      }
    }
  }
}
