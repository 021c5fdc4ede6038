package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.mapping.Levels;

/**
 * Reads a catalogue as the platform's contract writes it (docs/platform-contract/recognition.md):
 * all of it, or nothing. What the contract does not name is passed over.
 */
final class CatalogueBody {

  private static final int MOST_DAYS = 36_500;

  private final Set<String> kinds;
  private final List<String> problems = new ArrayList<>();

  private CatalogueBody(Set<String> kinds) {
    this.kinds = kinds;
  }

  /**
   * Reads a body.
   *
   * @param kinds codes of {@code report-category}; empty where they are not known
   * @throws UnreadableCatalogue when anything in it is wrong
   */
  static Catalogue read(String body, Set<String> kinds) {
    CatalogueBody reader = new CatalogueBody(kinds);
    Catalogue catalogue = reader.catalogue(body);
    if (!reader.problems.isEmpty()) {
      throw new UnreadableCatalogue(reader.problems);
    }
    return catalogue;
  }

  private Catalogue catalogue(String body) {
    JsonNode json = json(body);
    String edition = text(json, "", "edition", true);
    List<CatalogueItem> items = new ArrayList<>();
    Map<String, List<Integer>> byCode = new HashMap<>();
    JsonNode array = json.path("items");
    if (!array.isArray()) {
      problems.add("/items has to be a list");
    }
    for (int i = 0; i < array.size(); i++) {
      CatalogueItem item = item(array.get(i), "/items/" + i);
      items.add(item);
      overlaps(items, byCode, i);
    }
    return new Catalogue(edition, items.stream().filter(item -> item.code() != null).toList());
  }

  private JsonNode json(String body) {
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableCatalogue(
          List.of(
              "it is no JSON from line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + " on"));
    }
    throw new UnreadableCatalogue(List.of("it is no JSON object"));
  }

  private void overlaps(List<CatalogueItem> items, Map<String, List<Integer>> byCode, int i) {
    CatalogueItem item = items.get(i);
    List<Integer> others = byCode.computeIfAbsent(item.code(), c -> new ArrayList<>(1));
    for (int other : others) {
      if (item.code() != null && items.get(other).days().overlaps(item.days())) {
        problems.add(
            "/items/" + i + " holds for days for which /items/" + other + " tells the same item");
      }
    }
    others.add(i);
  }

  private CatalogueItem item(JsonNode json, String at) {
    String kind = text(json, at, "kind", true);
    if (kind != null && !kinds.isEmpty() && !kinds.contains(kind)) {
      problems.add(at + "/kind is none of " + String.join(", ", kinds));
    }
    boolean negative = truth(json, at, "negative");
    // what is never recognised needs no validity
    CountsFrom countsFrom = CountsFrom.of(text(json, at, "countsFrom", !negative));
    if (countsFrom == null && json.has("countsFrom")) {
      problems.add(at + "/countsFrom is none of " + words(CountsFrom.values(), CountsFrom::code));
    }
    Levels levels = Levels.of(text(json, at, "levels", true));
    if (levels == null && json.has("levels")) {
      problems.add(at + "/levels is none of " + words(Levels.values(), Levels::code));
    }
    return new CatalogueItem(
        text(json, at, "code", true),
        text(json, at, "name", true),
        kind,
        text(json, at, "loinc", false),
        validDays(json, at, negative),
        Objects.requireNonNullElse(countsFrom, CountsFrom.REPORTED),
        text(json, at, "scope", false),
        negative,
        Objects.requireNonNullElse(levels, Levels.ANY),
        conditions(json.path("conditions"), at + "/conditions"),
        days(json, at));
  }

  private static <T> String words(T[] values, Function<T, String> word) {
    return String.join(", ", Arrays.stream(values).map(word).toList());
  }

  private int validDays(JsonNode json, String at, boolean negative) {
    JsonNode days = json.path("validDays");
    boolean none = days.isMissingNode() || days.isNull();
    boolean sound = days.canConvertToInt() && days.isIntegralNumber();
    if (none ? !negative : !sound || days.intValue() < 0 || days.intValue() > MOST_DAYS) {
      problems.add(at + "/validDays has to be a whole number from 0 to " + MOST_DAYS);
    }
    return days.intValue();
  }

  private List<ItemCondition> conditions(JsonNode json, String at) {
    List<ItemCondition> conditions = new ArrayList<>();
    if (!json.isArray()) {
      problems.add(at + " has to be a list");
    }
    for (int i = 0; i < json.size(); i++) {
      List<String> values = new ArrayList<>();
      json.get(i).path("values").forEach(value -> values.add(value.asText()));
      String attribute = text(json.get(i), at + "/" + i, "attribute", true);
      if (values.isEmpty()) {
        problems.add(at + "/" + i + "/values has to be a list of at least one");
      }
      conditions.add(new ItemCondition(attribute, values));
    }
    return conditions;
  }

  private Days days(JsonNode json, String at) {
    LocalDate from = day(json, at, "from", true);
    LocalDate to = day(json, at, "to", false);
    if (from != null && to != null && from.isAfter(to)) {
      problems.add(at + "/from is after /to, which is the last day");
    }
    return new Days(from, to);
  }

  private LocalDate day(JsonNode json, String at, String name, boolean required) {
    String text = text(json, at, name, required);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      problems.add(at + "/" + name + " is no date, written 2026-01-31");
      return null;
    }
  }

  private boolean truth(JsonNode json, String at, String name) {
    if (!json.path(name).isBoolean()) {
      problems.add(at + "/" + name + " has to be true or false");
    }
    return json.path(name).asBoolean();
  }

  private String text(JsonNode json, String at, String name, boolean required) {
    JsonNode value = json.path(name);
    if (value.isTextual() && !value.textValue().isBlank()) {
      return value.textValue().strip();
    }
    if (required || !(value.isMissingNode() || value.isNull())) {
      problems.add(at + "/" + name + " has to be a text");
    }
    return null;
  }
}
