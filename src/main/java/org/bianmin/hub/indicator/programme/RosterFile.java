package org.bianmin.hub.indicator.programme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.NamedRow;
import org.bianmin.hub.mapping.TableFile;

/** Reads {@code programmes/roster.csv}, the institutions that report. */
final class RosterFile {

  static final String FILE = "programmes/roster.csv";

  /** What an institution may be. */
  static final List<String> TERMS =
      List.of(
          "class2plus",
          "tertiary",
          "lead",
          "provincial",
          "primary",
          "obstetrics",
          "tcm",
          "ems",
          "ed",
          "urban",
          "busy",
          "no-ed",
          "vaccination",
          "administration");

  private static final String FACILITY = "facility";

  private RosterFile() {}

  /** Empty where there is no such file. */
  static Roster read(Path file, List<MappingProblem> problems) throws IOException {
    var table =
        new TableFile<>(
                FILE,
                List.of(
                    FACILITY,
                    "name",
                    "terms",
                    "county",
                    "city",
                    "alliance",
                    "parameters",
                    "from",
                    "to"),
                List.of(FACILITY),
                RosterFile::institution)
            .read(file, problems);
    TableFile.refuseOverlaps(
        FILE,
        table,
        i -> "facility '" + i.facility() + "'",
        i -> new Days(i.from(), i.to()),
        problems);
    return new Roster(table.values());
  }

  private static Roster.Institution institution(NamedRow row) {
    String facility = row.required(FACILITY);
    String name = row.required("name");
    Set<String> terms = new LinkedHashSet<>();
    for (String term : words(row, "terms")) {
      if (!TERMS.contains(term)) {
        row.problem("term '" + term + "' is unknown; known are " + String.join(", ", TERMS));
      }
      terms.add(term);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : words(row, "parameters")) {
      int at = parameter.indexOf('=');
      if (at < 1 || at == parameter.length() - 1) {
        row.problem("parameter '" + parameter + "' is written name=value, duty-share=100");
      } else if (parameters.put(parameter.substring(0, at), parameter.substring(at + 1)) != null) {
        row.problem("parameter '" + parameter.substring(0, at) + "' stands here twice; keep one");
      }
    }
    Days days = row.days();
    return new Roster.Institution(
        facility,
        name,
        terms,
        text(row, "county"),
        text(row, "city"),
        text(row, "alliance"),
        parameters,
        days.from(),
        days.to());
  }

  private static String text(NamedRow row, String column) {
    String text = row.optional(column);
    return text == null ? "" : text;
  }

  /** Words with spaces between them; none where the cell is empty. */
  static List<String> words(NamedRow row, String column) {
    String text = text(row, column).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
  }
}
