package org.bianmin.hub.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code mappings/codes/editions.yaml}: a file of its own, since Excel would lose what stands
 * above a table.
 */
final class EditionsFile {

  private EditionsFile() {}

  /** Editions by table. */
  static Map<String, CodeEdition> read(YamlMap yaml, Map<String, CodeTable> tables) {
    Map<String, CodeEdition> editions = new LinkedHashMap<>();
    for (String table : yaml.keys()) {
      if (!tables.containsKey(table)) {
        yaml.problem(
            yaml.line(table),
            "there is no table codes/" + table + ".csv; correct the name, or take the entry out");
      }
      YamlMap edition = yaml.map(table);
      String from = edition.text("from");
      if (from != null && ExcelHabits.day(from) == null) {
        edition.problem(edition.line("from"), "'" + from + "' is no day; write it as 2026-01-31");
      }
      editions.put(
          table,
          new CodeEdition(
              edition.required("system"), edition.text("edition"), edition.text("source"), from));
      edition.done();
    }
    return editions;
  }
}
