package org.bianmin.hub.console;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.CodePlace;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;
import org.springframework.stereotype.Component;

/** The worklist of codes without a row, with the row that each of them needs. */
@Component
final class UnmappedList {

  /**
   * What is asked for; null means any.
   *
   * @param table name of the table that lacks the row, or its file
   * @param code beginning of the code
   */
  record Wanted(String table, String type, String source, String code) {}

  /**
   * A code.
   *
   * @param table that lacks the row; null where there is none
   * @param mended whether the tables in force have a row by now, so that only the replay is missing
   * @param row to be added to the table, without its target; null where there is no table
   * @param standards what may stand as the target
   */
  record Row(
      UnmappedQueries.Line line,
      CodePlace place,
      String table,
      boolean mended,
      String row,
      List<Standard> standards) {}

  /**
   * A standard code.
   *
   * @param row the whole row that leads to it
   */
  record Standard(String code, String display, String row) {}

  /** How much a table lacks; {@code table} is empty where codes have no table. */
  record Lack(String table, long codes, long messages, Set<String> sources) {}

  /** Of more than these nobody picks one with a click. */
  private static final int STANDARDS = 60;

  private static final String SEPARATOR = "\u001f";

  private final UnmappedQueries queries;
  private final UnmappedPlaces places;
  private final Clock clock;

  UnmappedList(UnmappedQueries queries, UnmappedPlaces places, HubZone zone) {
    this.queries = queries;
    this.places = places;
    this.clock = Clock.system(zone.zone());
  }

  /**
   * A page of the list.
   *
   * @throws BadRequest when cursor or limit cannot be read
   */
  Listing<UnmappedQueries.Line> page(Wanted wanted, String after, Integer limit) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    List<UnmappedQueries.Line> lines =
        queries.page(
            new UnmappedQueries.Wanted(
                MessageFilter.given(wanted.type()),
                MessageFilter.given(wanted.source()),
                of(MessageFilter.given(wanted.table())),
                MessageFilter.given(wanted.code())),
            cursor(MessageFilter.given(after)),
            size + 1);
    return lines.size() > size
        ? new Listing<>(lines.subList(0, size), cursor(lines.get(size - 1)))
        : new Listing<>(lines, null);
  }

  private List<UnmappedQueries.Place> of(String table) {
    if (table == null) {
      return null;
    }
    String name = table.replaceFirst("^codes/", "").replaceFirst("\\.csv$", "");
    return queries.sums().stream()
        .filter(sum -> places.tables(sum.place(), sum.source()).contains(name))
        .map(UnmappedQueries.Sum::place)
        .distinct()
        .toList();
  }

  /** What each table lacks, the most told first. */
  List<Lack> lacks() {
    Map<String, Lack> lacks = new TreeMap<>();
    for (UnmappedQueries.Sum sum : queries.sums()) {
      List<String> tables = places.tables(sum.place(), sum.source());
      for (String table : tables.isEmpty() ? List.of("") : tables) {
        lacks.merge(
            table,
            new Lack(table, sum.codes(), sum.messages(), Set.of(sum.source())),
            (one, other) ->
                new Lack(
                    table,
                    one.codes() + other.codes(),
                    one.messages() + other.messages(),
                    both(one.sources(), other.sources())));
      }
    }
    return lacks.values().stream()
        .sorted(Comparator.comparingLong(Lack::messages).reversed())
        .toList();
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  /** A line with what its table needs. */
  Row row(UnmappedQueries.Line line) {
    CodePlace place = places.of(line);
    List<String> tables =
        place.tables().isEmpty()
            ? places.tables(
                new UnmappedQueries.Place(line.code().type(), line.code().attribute()),
                line.code().source())
            : place.tables();
    MappingSet set = places.set().orElse(null);
    String table = set == null ? null : lacking(set, line.code(), tables);
    CodeTable of = table == null ? null : set.tables().get(table);
    return new Row(
        line,
        place,
        table == null && !tables.isEmpty() ? tables.get(0) : table,
        table == null && set != null && !tables.isEmpty(),
        of == null ? null : rowOf(of, line.code(), "", ""),
        of == null ? List.of() : standards(set, of, line.code()));
  }

  /** The first table that has no row; null where all of them have one by now. */
  private String lacking(MappingSet set, Unmapped code, List<String> tables) {
    String at = code.code();
    for (String name : tables) {
      CodeTable table = set.tables().get(name);
      if (table == null) {
        continue;
      }
      CodeTable.Translation told =
          table.translate(code.source(), at, LocalDate.now(clock).toEpochDay());
      if (told instanceof CodeTable.Unmapped) {
        return name;
      }
      if (told instanceof CodeTable.Mapped mapped) {
        at = mapped.code();
      } else {
        return null;
      }
    }
    return null;
  }

  /** A row as its file has it. */
  static String rowOf(CodeTable table, Unmapped code, String target, String display) {
    String row =
        String.join(
            ",",
            ExcelCsv.cell(code.source()),
            ExcelCsv.cell(code.code()),
            ExcelCsv.cell(target),
            ExcelCsv.cell(display),
            "");
    return table.isDated() ? row + ",," : row;
  }

  private static List<Standard> standards(MappingSet set, CodeTable table, Unmapped code) {
    Map<String, String> displays = new LinkedHashMap<>();
    Set<String> codes = valueSet(set, table, code);
    codes.forEach(one -> displays.put(one, ""));
    for (CodeTable.Entry entry : table.entries()) {
      boolean standard = !entry.target().equals("=") && !entry.target().equals("-");
      if (standard && (codes.isEmpty() || codes.contains(entry.target()))) {
        displays.merge(
            entry.target(), entry.display(), (one, other) -> one.isEmpty() ? other : one);
      }
    }
    if (displays.size() > STANDARDS) {
      return List.of();
    }
    List<Standard> standards = new ArrayList<>();
    displays.forEach(
        (standard, display) ->
            standards.add(new Standard(standard, display, rowOf(table, code, standard, display))));
    return standards;
  }

  private static Set<String> valueSet(MappingSet set, CodeTable table, Unmapped code) {
    EventDefinition event = set.events().get(code.type());
    String[] names = code.attribute().split("\\.", 2);
    AttributeDefinition attribute =
        event == null || code.decidingTable() != null ? null : event.attributes().get(names[0]);
    if (attribute != null && names.length > 1) {
      attribute = attribute.items().get(names[1]);
    }
    String name =
        attribute == null || attribute.valueSet() == null ? table.name() : attribute.valueSet();
    return set.valueSets().getOrDefault(name, Set.of());
  }

  private static String cursor(UnmappedQueries.Line line) {
    Unmapped code = line.code();
    String text =
        String.join(
            SEPARATOR,
            Long.toString(line.messages()),
            code.type(),
            code.attribute(),
            code.source(),
            code.code());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UnmappedQueries.Line cursor(String after) {
    if (after == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      String[] parts = text.split(SEPARATOR, 5);
      Unmapped code = new Unmapped(parts[1], parts[2], parts[3], parts[4]);
      return new UnmappedQueries.Line(code, Long.parseLong(parts[0]), 0, 0, 0, 0);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new BadRequest("'after' is the 'next' of the page before", e);
    }
  }
}
