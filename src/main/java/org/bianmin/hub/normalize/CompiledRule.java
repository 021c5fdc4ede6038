package org.bianmin.hub.normalize;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Rule;

/** Fills one attribute. */
final class CompiledRule {

  private static final Object ABSENT = new Object();
  private static final Map<String, Boolean> TRUTH =
      Map.of("true", true, "Y", true, "1", true, "false", false, "N", false, "0", false);

  // ISO 4217 by letters and by number, and what some write
  private static final Set<String> YUAN = Set.of("CNY", "RMB", "156", "人民币");

  private final Format format;
  private final AttributeDefinition attribute;
  private final CompiledPaths paths;
  private final CompiledPaths coded;
  private final CodeTable[] tables;
  private final Set<String> valueSet;
  private final String fixed;
  private final String otherwise;
  private final CompiledGroup group;
  private final CompiledLines lines;
  private final CompiledDerivation derived;
  private final CompiledDocument document;
  private final boolean inFen;
  private final boolean unsigned;
  private final CompiledKey key;
  private final CompiledPaths currency;

  CompiledRule(Format format, MappingSet set, AttributeDefinition attribute, Rule rule) {
    this.format = format;
    this.attribute = attribute;
    this.paths = new CompiledPaths(format, rule.paths());
    this.coded = rule.coded().isEmpty() ? null : new CompiledPaths(format, rule.coded());
    this.tables = rule.tables().stream().map(set.tables()::get).toArray(CodeTable[]::new);
    this.valueSet = attribute.valueSet() == null ? null : set.valueSets().get(attribute.valueSet());
    this.fixed = rule.fixed();
    this.otherwise = rule.otherwise();
    boolean isGroup = attribute.type() == AttributeType.GROUP;
    Rule.Group parts = rule.group();
    this.group =
        parts == null || !isGroup ? null : new CompiledGroup(format, set, attribute, parts);
    this.lines = parts == null || isGroup ? null : new CompiledLines(format, set, parts);
    Rule.Derived made = rule.derived();
    boolean isDocument = made != null && made.kind() == Rule.Kind.DOCUMENT;
    this.derived = made == null || isDocument ? null : new CompiledDerivation(format, made);
    this.document = isDocument ? new CompiledDocument(format, made) : null;
    this.inFen = rule.fen();
    this.unsigned = rule.unsigned();
    this.key = rule.key().isEmpty() ? null : new CompiledKey(format, set, rule.key());
    this.currency = rule.currency().isEmpty() ? null : new CompiledPaths(format, rule.currency());
  }

  String name() {
    return attribute.name();
  }

  /** Whether it depends on the day. */
  boolean isDated() {
    return Arrays.stream(tables).anyMatch(CodeTable::isDated)
        || (key != null && key.isDated())
        || (group != null && group.isDated())
        || (lines != null && lines.isDated());
  }

  /**
   * Puts the attribute in, if the part tells it.
   *
   * @param demand whether a missing required attribute parks the message
   */
  void fill(Part part, Reading reading, Map<String, Object> attributes, boolean demand) {
    Object value;
    if (document != null) {
      String hash = document.take(part, reading, attributes);
      value = hash == null ? ABSENT : hash;
    } else {
      value = group == null ? value(part, reading) : items(part, reading);
    }
    if (value == ABSENT) {
      if (demand && attribute.required()) {
        throw new CannotMap(
            "map",
            "'"
                + attribute.name()
                + "' is required and "
                + paths
                + " is empty; have the sender fill it, or name another path in the source's"
                + " profile",
            paths.toString());
      }
      return;
    }
    attributes.put(attribute.name(), value);
  }

  private Object items(Part part, Reading reading) {
    Map<String, Object> items = group.items(part, reading);
    return items.isEmpty() && group.isUntoldWithoutItems() ? ABSENT : items;
  }

  /** Whether it takes a document out of the message. */
  boolean isDocument() {
    return document != null;
  }

  private Object value(Part part, Reading reading) {
    Object computed = derived == null ? null : derived.value(part, reading.zone());
    if (computed != null) {
      return computed;
    }
    String named = key == null ? null : key.ifTold(part, reading);
    if (named != null) {
      return named;
    }
    String stands = coded == null ? null : coded.value(part);
    if (stands != null && !format.emptied(stands)) {
      return known(stands) ? stands : UnmappedCode.of(stands);
    }
    String told = fixed == null ? told(part, reading) : null;
    String text = told != null ? told : fixed != null ? fixed : otherwise;
    if (text == null) {
      return ABSENT;
    }
    if (told != null ? format.emptied(told) : text.isEmpty()) {
      return null;
    }
    return switch (attribute.type()) {
      case CODE -> told == null ? text : code(part, text, reading);
      case TIME -> time(text, reading);
      case AMOUNT -> told == null || currency == null ? fen(text) : inYuan(part, text);
      case INTEGER -> integer(text);
      case BOOLEAN -> truth(text, reading);
      case TEXT -> told == null || tables.length == 0 ? text : code(part, text, reading);
      case VALUE, GROUP -> text;
    };
  }

  private String told(Part part, Reading reading) {
    String text = lines == null ? null : lines.text(part, reading);
    return text == null ? paths.value(part) : text;
  }

  /** A code that the table leaves out lets the next of the paths speak. */
  private Object code(Part part, String first, Reading reading) {
    Object code = code(first, reading);
    for (int from = 1; code == ABSENT && from < paths.size(); from++) {
      String next = paths.value(part, from);
      if (next != null && !format.emptied(next)) {
        code = code(next, reading);
      }
    }
    return code;
  }

  private Object code(String text, Reading reading) {
    String code = text;
    for (CodeTable table : tables) {
      CodeTable.Translation translation = table.translate(reading.source(), code, reading.day());
      if (translation instanceof CodeTable.LeftOut) {
        return ABSENT;
      }
      if (!(translation instanceof CodeTable.Mapped mapped)) {
        return UnmappedCode.of(text);
      }
      code = mapped.code();
    }
    return known(code) ? code : UnmappedCode.of(text);
  }

  private boolean known(String code) {
    return valueSet == null || valueSet.contains(code);
  }

  private Object time(String text, Reading reading) {
    long millis = format.time(text, reading.zone());
    if (millis == Format.INVALID_TIME) {
      throw wrong("a time");
    }
    return Rfc3339.format(millis, reading.zone());
  }

  /** An amount whose currency stands beside it: another one is no amount of ours. */
  private long inYuan(Part part, String text) {
    String told = currency.value(part);
    if (told != null
        && !format.emptied(told)
        && !YUAN.contains(told.strip().toUpperCase(Locale.ROOT))) {
      throw new CannotMap(
          "map",
          currency
              + " tells a currency that is not CNY; amounts are kept in fen of the yuan, so look at what was paid",
          currency.toString());
    }
    return fen(text);
  }

  private long fen(String text) {
    long fen = inFen ? integer(text) : amount(text);
    return unsigned ? Math.abs(fen) : fen;
  }

  private long amount(String text) {
    long fen = Fen.of(text);
    if (fen == Fen.INVALID) {
      throw wrong("an amount in yuan with at most two decimals");
    }
    return fen;
  }

  private long integer(String text) {
    try {
      // 3 and 3.00 are the same number
      return new BigDecimal(text.strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong("a whole number");
    }
  }

  private Object truth(String text, Reading reading) {
    Object code = tables.length == 0 ? text : code(text, reading);
    if (code == ABSENT) {
      return ABSENT;
    }
    return code instanceof String word && TRUTH.containsKey(word)
        ? TRUTH.get(word)
        : UnmappedCode.of(text);
  }

  private CannotMap wrong(String expected) {
    return new CannotMap(
        "map", paths + " is not " + expected + "; have the sender correct it", paths.toString());
  }
}
