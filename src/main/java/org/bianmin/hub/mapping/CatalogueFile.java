package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The rows of {@code recognition/catalogue.csv}. */
final class CatalogueFile {

  private static final List<String> COLUMNS =
      List.of(
          "item",
          "name",
          "kind",
          "loinc",
          "valid-days",
          "counts-from",
          "negative",
          "levels",
          "conditions",
          "from",
          "to");

  /** A century: what is valid for longer is a slip. */
  private static final int MOST_DAYS = 36_500;

  private final String file;
  private final Set<String> kinds;
  private final Set<String> attributes;

  /**
   * A reader.
   *
   * @param kinds codes of {@code report-category}, null where the value set is not there
   * @param attributes that conditions may name; empty where they are not known
   */
  CatalogueFile(String file, Set<String> kinds, Set<String> attributes) {
    this.file = file;
    this.kinds = kinds;
    this.attributes = attributes;
  }

  TableFile<CatalogueItem> table() {
    return new TableFile<>(file, COLUMNS, List.of("item"), this::item);
  }

  private CatalogueItem item(NamedRow row) {
    String code = row.required("item");
    if (code != null && code.startsWith(HrScope.KIND)) {
      row.problem("an item code may not begin with '" + HrScope.KIND + "'");
    }
    boolean negative = row.truth("negative");
    // what is never recognised needs no validity
    if (!negative) {
      row.need("valid-days", "counts-from");
    }
    String countsFrom =
        row.oneOf("counts-from", Arrays.stream(CountsFrom.values()).map(CountsFrom::code).toList());
    String levels = row.oneOf("levels", Arrays.stream(Levels.values()).map(Levels::code).toList());
    row.need("kind");
    return new CatalogueItem(
        code,
        row.required("name"),
        row.oneOf("kind", kinds),
        row.optional("loinc"),
        (int) row.number("valid-days", MOST_DAYS),
        countsFrom == null ? CountsFrom.REPORTED : CountsFrom.of(countsFrom),
        null,
        negative,
        levels == null ? Levels.ANY : Levels.of(levels),
        conditions(row),
        row.days());
  }

  /**
   * {@code specimen=serum|plasma;method=…}, also with the full-width signs of a Chinese keyboard.
   */
  private List<ItemCondition> conditions(NamedRow row) {
    List<ItemCondition> conditions = new ArrayList<>();
    String text = row.optional("conditions");
    if (text == null) {
      return conditions;
    }
    for (String part : text.replace('；', ';').replace('＝', '=').replace('｜', '|').split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String attribute = equals < 0 ? "" : part.substring(0, equals).strip();
      List<String> values = new ArrayList<>();
      for (String value : part.substring(equals + 1).split("\\|", -1)) {
        values.add(value.strip());
      }
      if (attribute.isEmpty() || values.contains("")) {
        row.problem(
            "condition '"
                + part.strip()
                + "' is not written as attribute=value|value; several are separated by ';'");
      } else if (!attributes.isEmpty() && !attributes.contains(attribute)) {
        row.problem(
            "condition '"
                + part.strip()
                + "' names no attribute of a report or of its items (events/result.issued.yaml)");
      } else {
        conditions.add(new ItemCondition(attribute, values));
      }
    }
    return conditions;
  }
}
