package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the difference of a draft run as tables. */
final class DifferenceTable {

  private static final String PARKED = "parked";
  private static final List<String> KINDS =
      List.of("gained", "lost", "changed", "mapped", "unmapped");

  private final JsonNode run;
  private final JsonNode difference;

  DifferenceTable(JsonNode run) {
    this.run = run;
    this.difference = run.path("difference");
  }

  /** Whether all was read. */
  boolean done() {
    return run.path("state").asText().equals("DONE");
  }

  /** Messages that would be parked by the draft and are not by the set in force. */
  long newlyParked() {
    long parked = 0;
    for (JsonNode ending : difference.path("endings")) {
      boolean newly =
          ending.path("draft").asText().equals(PARKED)
              && !ending.path("inForce").asText().equals(PARKED);
      parked += newly ? ending.path("messages").asLong() : 0;
    }
    return parked;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Draft run %d, %s: %s (%s) against the set in force (%s)%n",
        run.path("id").asLong(),
        run.path("state").asText().toLowerCase(Locale.ROOT),
        run.path("folder").asText(),
        run.path("draft").asText(),
        run.path("inForce").asText());
    if (run.hasNonNull("reason")) {
      out.println(run.path("reason").asText());
    }
    out.printf(
        Locale.ROOT,
        "%d messages read%s, %d of them different%n",
        difference.path("messages").asLong(),
        done() ? "" : " of about " + run.path("progress").path("expected").asLong(),
        difference.path("different").asLong());
    endings(out);
    events(out);
    changes(out);
    values(out);
    links(out);
  }

  private void endings(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"in force", "draft", "messages", "reason"});
    for (JsonNode ending : difference.path("endings")) {
      rows.add(
          new String[] {
            text(ending, "inForce"), text(ending, "draft"), text(ending, "messages"), ""
          });
      for (JsonNode reason : ending.path("reasons")) {
        rows.add(new String[] {"", "", text(reason, "messages"), why(reason)});
      }
      others(rows, ending, "otherReasons", new String[] {"", "", "", "other reasons"}, 2);
    }
    print(out, rows, 2);
  }

  private static String why(JsonNode reason) {
    String before = reason.path("inForce").asText("");
    String after = reason.path("draft").asText("");
    if (reason.path("draft").isNull()) {
      return "was: " + before;
    }
    return reason.path("inForce").isNull() ? after : "was: " + before + "; now: " + after;
  }

  private void events(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"event", "same", "changed", "added", "missing", "facts"});
    for (JsonNode event : difference.path("events")) {
      rows.add(
          new String[] {
            text(event, "type"),
            text(event, "same"),
            text(event, "changed"),
            text(event, "added"),
            text(event, "missing"),
            (event.path("factsAtLeast").asBoolean() ? ">" : "") + text(event, "facts")
          });
    }
    print(out, rows, 1);
  }

  private void changes(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"changed", "gained", "lost", "changed", "mapped", "unmapped"});
    for (JsonNode event : difference.path("events")) {
      for (String of : List.of("parts", "attributes")) {
        for (JsonNode change : event.path(of)) {
          String[] row = new String[KINDS.size() + 1];
          row[0] = text(event, "type") + " " + text(change, "name");
          for (int i = 0; i < KINDS.size(); i++) {
            row[i + 1] = text(change, KINDS.get(i));
          }
          rows.add(row);
        }
      }
    }
    print(out, rows, 1);
  }

  private void values(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"code", "in force", "draft", "events"});
    for (JsonNode event : difference.path("events")) {
      for (String of : List.of("parts", "attributes")) {
        for (JsonNode change : event.path(of)) {
          String name = text(event, "type") + " " + text(change, "name");
          for (JsonNode value : change.path("values")) {
            rows.add(
                new String[] {
                  name,
                  code(value.path("inForce")),
                  code(value.path("draft")),
                  text(value, "events")
                });
          }
          others(rows, change, "otherValues", new String[] {name, "others", "", ""}, 3);
        }
      }
    }
    print(out, rows, 3);
  }

  private static String code(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "(not told)";
    }
    return value.isObject()
        ? value.path("$unmapped").asText() + " (no row)"
        : value.asText().isEmpty() ? "(emptied)" : value.asText();
  }

  private void links(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"links", "same", "added", "missing"});
    for (JsonNode link : difference.path("links")) {
      rows.add(
          new String[] {
            text(link, "kind"), text(link, "same"), text(link, "added"), text(link, "missing")
          });
    }
    print(out, rows, 1);
  }

  private static void others(
      List<String[]> rows, JsonNode of, String name, String[] row, int column) {
    if (of.path(name).asLong() > 0) {
      row[column] = text(of, name);
      rows.add(row);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }

  /** Prints a table with its heading; nothing where there is no row below it. */
  private static void print(PrintWriter out, List<String[]> rows, int left) {
    if (rows.size() < 2) {
      return;
    }
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    out.println();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        int pad = widths[i] - row[i].length();
        boolean words = i < left || (i == row.length - 1 && left == 2);
        line.append(words ? row[i] : " ".repeat(pad) + row[i]);
        line.append(words && i < row.length - 1 ? " ".repeat(pad) : "").append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
