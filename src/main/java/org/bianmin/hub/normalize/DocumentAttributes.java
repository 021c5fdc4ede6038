package org.bianmin.hub.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.MappingSet;

/**
 * Attributes of a document by their names, or of a row by its columns. Columns are compared without
 * regard to case and underscores, since databases fold names; their values are less strictly typed,
 * and {@code totalYuan} stands for {@code totalFen}. null and empty text mean: emptied.
 */
final class DocumentAttributes {

  /** Keeps the order of items; taken off before anyone sees them. */
  private static final String POSITION = "#";

  private static final String FEN = "Fen";
  private static final String YUAN = "Yuan";
  private static final Object ABSENT = new Object();
  private static final Map<String, Boolean> TRUTH =
      Map.of("true", true, "y", true, "1", true, "false", false, "n", false, "0", false);

  private final MappingSet set;
  private final boolean row;
  private final Reading reading;
  private final DocumentProblems problems;

  DocumentAttributes(MappingSet set, boolean row, Reading reading, DocumentProblems problems) {
    this.set = set;
    this.row = row;
    this.reading = reading;
    this.problems = problems;
  }

  /** An attribute as a member or column names it. */
  private record Named(AttributeDefinition attribute, boolean yuan) {}

  /**
   * Reads an object.
   *
   * @param demand whether required attributes have to be there
   */
  Map<String, Object> read(
      JsonNode told, String place, Map<String, AttributeDefinition> known, boolean demand) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (!told.isObject() && !told.isMissingNode()) {
      problems.add(place, "is not an object; write {\"name\": value}");
      return attributes;
    }
    for (Map.Entry<String, JsonNode> member : told.properties()) {
      String at = DocumentProblems.below(place, member.getKey());
      Named named = named(known, member.getKey());
      if (named == null) {
        problems.add(at, "is no attribute; known are " + String.join(", ", known.keySet()));
      } else if (attributes.containsKey(named.attribute().name())) {
        problems.add(at, "is told twice; leave one out");
      } else {
        attributes.put(named.attribute().name(), value(member.getValue(), at, named));
      }
    }
    if (demand) {
      for (AttributeDefinition attribute : known.values()) {
        if (attribute.required() && attributes.get(attribute.name()) == null) {
          problems.add(
              DocumentProblems.below(place, attribute.name()),
              "is required; have the sender fill it");
        }
      }
    }
    attributes.values().removeIf(value -> value == ABSENT);
    return attributes;
  }

  private Named named(Map<String, AttributeDefinition> known, String name) {
    AttributeDefinition exact = known.get(name);
    if (exact != null || !row) {
      return exact == null ? null : new Named(exact, false);
    }
    String column = folded(name);
    for (AttributeDefinition attribute : known.values()) {
      if (folded(attribute.name()).equals(column)) {
        return new Named(attribute, false);
      }
      if (attribute.type() == AttributeType.AMOUNT
          && attribute.name().endsWith(FEN)
          && folded(attribute.name().replaceFirst(FEN + "$", YUAN)).equals(column)) {
        return new Named(attribute, true);
      }
    }
    return null;
  }

  private static String folded(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private Object value(JsonNode node, String at, Named named) {
    if (node.isNull() || (node.isTextual() && node.textValue().isBlank())) {
      return null;
    }
    AttributeDefinition attribute = named.attribute();
    return switch (attribute.type()) {
      case CODE -> code(node, at, attribute);
      case TEXT -> node.isTextual() || row ? scalar(node, at) : wrong(at, "a text");
      case VALUE -> node.isTextual() || node.isNumber() ? scalar(node, at) : wrong(at, "a number");
      case TIME -> time(node, at);
      case INTEGER -> integer(node, at, "a whole number");
      case BOOLEAN -> truth(node, at);
      case AMOUNT -> named.yuan() ? yuan(node, at) : integer(node, at, "a whole number of fen (分)");
      case GROUP -> group(node, at, attribute);
    };
  }

  private Object wrong(String at, String expected) {
    problems.add(at, "is not " + expected + "; have the sender correct it");
    return ABSENT;
  }

  /** The text of a scalar, a number as it is written. */
  private Object scalar(JsonNode node, String at) {
    if (!node.isValueNode()) {
      return wrong(at, "a single value");
    }
    String text = node.asText().strip();
    // PostgreSQL's text does not hold it
    return text.indexOf(0) >= 0 ? wrong(at, "a text without NUL characters") : text;
  }

  private Object code(JsonNode node, String at, AttributeDefinition attribute) {
    if (!node.isTextual() && !(row && node.isNumber())) {
      return wrong(at, "a code (a text)");
    }
    if (!(scalar(node, at) instanceof String code)) {
      return ABSENT;
    }
    var codes = set.valueSets().get(attribute.valueSet());
    if (codes.contains(code)) {
      return code;
    }
    CodeTable table = set.tables().get(attribute.valueSet());
    CodeTable.Translation translation =
        table == null ? null : table.translate(reading.source(), code, reading.day());
    if (translation instanceof CodeTable.LeftOut) {
      return ABSENT;
    }
    return translation instanceof CodeTable.Mapped mapped && codes.contains(mapped.code())
        ? mapped.code()
        : UnmappedCode.of(code);
  }

  private Object time(JsonNode node, String at) {
    long millis =
        node.isTextual()
            ? DocumentTime.millis(node.textValue(), reading.zone())
            : Format.INVALID_TIME;
    if (millis == Format.INVALID_TIME) {
      problems.add(at, "is not a time; " + DocumentTime.HOW);
      return ABSENT;
    }
    return Rfc3339.format(millis, reading.zone());
  }

  /** 3 and 3.00 are the same number (JSON Schema), in a row '3' too. */
  private Object integer(JsonNode node, String at, String expected) {
    if (!row && !node.isNumber()) {
      return wrong(at, expected);
    }
    try {
      return new BigDecimal(node.asText().strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return wrong(at, expected);
    }
  }

  private Object yuan(JsonNode node, String at) {
    long fen = node.isValueNode() ? Fen.of(node.asText()) : Fen.INVALID;
    return fen == Fen.INVALID ? wrong(at, "an amount in yuan with at most two decimals") : fen;
  }

  private Object truth(JsonNode node, String at) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    Boolean word = row ? TRUTH.get(node.asText().strip().toLowerCase(Locale.ROOT)) : null;
    return word == null ? wrong(at, row ? "true, false, Y, N, 1 or 0" : "true or false") : word;
  }

  /** Items by their key; items of one attribute may be written without their braces. */
  private Object group(JsonNode node, String at, AttributeDefinition attribute) {
    if (!node.isArray()) {
      return wrong(at, "an array of objects");
    }
    Map<String, Object> items = new LinkedHashMap<>();
    for (int i = 0; i < node.size(); i++) {
      String place = at + '/' + i;
      Map<String, Object> item = item(node.get(i), place, attribute);
      String key = attribute.key(item);
      if (key == null) {
        problems.add(
            DocumentProblems.below(place, attribute.by().get(0)),
            "is missing; it tells the items apart");
        continue;
      }
      item.put(POSITION, i + 1);
      String free = key;
      for (int n = 2; items.containsKey(free); n++) {
        free = key + "#" + n;
      }
      items.put(free, item);
    }
    return items;
  }

  private Map<String, Object> item(JsonNode node, String place, AttributeDefinition attribute) {
    Map<String, Object> item = new LinkedHashMap<>();
    if (node.isValueNode() && !node.isNull() && attribute.items().size() == 1) {
      AttributeDefinition only = attribute.items().values().iterator().next();
      item.put(only.name(), value(node, place, new Named(only, false)));
      item.values().removeIf(value -> value == ABSENT);
      return item;
    }
    return read(node, place, attribute.items(), true);
  }
}
