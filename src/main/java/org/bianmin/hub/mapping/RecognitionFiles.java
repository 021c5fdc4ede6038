package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code mappings/recognition/*.csv}, and checks that the four tables fit together. */
final class RecognitionFiles {

  static final String FOLDER = "recognition";
  static final String CATALOGUE = FOLDER + "/catalogue.csv";
  static final String SCOPES = FOLDER + "/scopes.csv";
  static final String FACILITIES = FOLDER + "/facilities.csv";
  static final String FEES = FOLDER + "/fees.csv";

  private static final String ITEM = "item";
  private static final String FACILITY = "facility";

  /** Ten million yuan: a larger fee is a slip. */
  private static final long MOST_FEN = 1_000_000_000L;

  private final Path folder;
  private final Map<String, Set<String>> valueSets;
  private final List<MappingProblem> problems;

  private RecognitionFiles(
      Path folder, Map<String, Set<String>> valueSets, List<MappingProblem> problems) {
    this.folder = folder;
    this.valueSets = valueSets;
    this.problems = problems;
  }

  /**
   * The tables of a folder; empty where there is none.
   *
   * @param report the event of results, whose attributes conditions name; null where there is none
   */
  static RecognitionTables read(
      Path folder,
      EventDefinition report,
      Map<String, Set<String>> valueSets,
      List<MappingProblem> problems)
      throws IOException {
    return new RecognitionFiles(folder, valueSets, problems).read(report);
  }

  private RecognitionTables read(EventDefinition report) throws IOException {
    Set<String> kinds = valueSets.get("report-category");
    var catalogue =
        new CatalogueFile(CATALOGUE, kinds, attributes(report))
            .table()
            .read(folder.resolve("catalogue.csv"), problems);
    var scopes =
        new TableFile<>(
                SCOPES,
                List.of(FACILITY, ITEM, "scope", "label", "certificate", "from", "to"),
                List.of(FACILITY, ITEM),
                row -> scope(row, kinds))
            .read(folder.resolve("scopes.csv"), problems);
    var facilities =
        new TableFile<>(
                FACILITIES,
                List.of(FACILITY, "aliases", "name", "level", "city", "province"),
                List.of(FACILITY),
                this::facility)
            .read(folder.resolve("facilities.csv"), problems);
    var fees =
        new TableFile<>(
                FEES, List.of(ITEM, "fen", "from", "to"), List.of(ITEM), RecognitionFiles::fee)
            .read(folder.resolve("fees.csv"), problems);
    TableFile.refuseOverlaps(
        CATALOGUE, catalogue, i -> "item '" + i.code() + "'", CatalogueItem::days, problems);
    TableFile.refuseOverlaps(
        FEES, fees, fee -> "item '" + fee.item() + "'", ItemFee::days, problems);
    TableFile.refuseOverlaps(
        SCOPES, scopes, RecognitionFiles::certificate, HrScope::days, problems);
    names(facilities);
    zeros(SCOPES, scopes.codes(), ITEM, catalogue.codes());
    zeros(FEES, fees.codes(), ITEM, catalogue.codes());
    zeros(SCOPES, scopes.codes(), FACILITY, facilities.codes());
    Map<String, CodeTable> codes = new LinkedHashMap<>();
    for (CodeTable table :
        List.of(catalogue.codes(), scopes.codes(), facilities.codes(), fees.codes())) {
      codes.put(table.name(), table);
    }
    return new RecognitionTables(
        catalogue.values(), scopes.values(), facilities.values(), fees.values(), codes);
  }

  /** Whether a file of the folder is one of the tables, or is for people. */
  static boolean isRead(String name) {
    return name.endsWith(".md")
        || List.of(CATALOGUE, SCOPES, FACILITIES, FEES).contains(FOLDER + "/" + name);
  }

  /** Names of what conditions may ask for: attributes of a report and of its items. */
  private static Set<String> attributes(EventDefinition report) {
    Set<String> names = new LinkedHashSet<>();
    if (report != null) {
      names.addAll(report.attributes().keySet());
      AttributeDefinition items = report.attributes().get("items");
      names.addAll(items == null ? Set.of() : items.items().keySet());
    }
    return names;
  }

  private static HrScope scope(NamedRow row, Set<String> kinds) {
    String item = row.required(ITEM);
    if (item != null && item.startsWith(HrScope.KIND) && kinds != null) {
      String kind = item.substring(HrScope.KIND.length());
      if (!kinds.contains(kind)) {
        row.problem("kind '" + kind + "' is unknown; known are " + String.join(", ", kinds));
      }
    }
    row.need("scope");
    return new HrScope(
        row.required(FACILITY),
        item,
        row.oneOf("scope", HrScope.WIDTHS),
        row.required("label"),
        row.optional("certificate"),
        row.days(),
        row.line());
  }

  /** Two marks or certificates may overlap, for example when one is renewed; the same may not. */
  private static String certificate(HrScope scope) {
    return scope.item()
        + " of "
        + scope.facility()
        + " ("
        + scope.label()
        + (scope.certificate() == null ? "" : ", " + scope.certificate())
        + ")";
  }

  private RecognitionFacility facility(NamedRow row) {
    List<String> aliases = new ArrayList<>();
    String written = row.optional("aliases");
    if (written != null) {
      for (String alias : written.split("[|｜]", -1)) {
        if (!alias.isBlank()) {
          aliases.add(alias.strip());
        }
      }
    }
    String id = row.required(FACILITY);
    return new RecognitionFacility(
        id == null ? "" : id,
        aliases,
        row.required("name"),
        row.oneOf("level", valueSets.get("org-level")),
        row.optional("city"),
        row.optional("province"));
  }

  private static ItemFee fee(NamedRow row) {
    row.need("fen");
    return new ItemFee(row.required(ITEM), row.number("fen", MOST_FEN), row.days());
  }

  /** A report names its institution by one word, which has to mean one. */
  private void names(TableFile.Read<RecognitionFacility> facilities) {
    Map<String, Integer> lines = new HashMap<>();
    List<MappingProblem> found = new ArrayList<>();
    for (TableFile.Told<RecognitionFacility> told : facilities.rows()) {
      Set<String> names = new LinkedHashSet<>(told.row().aliases());
      names.add(told.row().id());
      for (String name : names) {
        Integer first = lines.putIfAbsent(name, told.line());
        if (first != null) {
          found.add(
              new MappingProblem(
                  FACILITIES,
                  told.line(),
                  "'" + name + "' stands in line " + first + " already; keep one"));
        }
      }
    }
    problems.addAll(CodeTableFile.few(found, FACILITIES));
  }

  private void zeros(String file, CodeTable codes, String column, CodeTable known) {
    Set<String> all = new LinkedHashSet<>();
    known.rows().stream()
        .filter(row -> row.source().equals(column))
        .forEach(row -> all.add(row.code()));
    List<MappingProblem> found = new ArrayList<>();
    for (CodeTable.Row row : codes.rows()) {
      boolean asked = row.source().equals(column) && !row.text() && !all.contains(row.code());
      String meant = asked ? LostZeros.meant(row.code(), all) : null;
      if (meant != null) {
        found.add(new MappingProblem(file, row.line(), LostZeros.reason(row.code(), meant)));
      }
    }
    problems.addAll(CodeTableFile.few(found, file));
  }
}
