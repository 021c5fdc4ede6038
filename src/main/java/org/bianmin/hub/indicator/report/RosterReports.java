package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.store.Commands;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports that institutions sent to whoever collects them, and what they add to its values. */
public final class RosterReports {

  /**
   * An institution's report that is held.
   *
   * @param when period, with the day that it is as of
   */
  public record Held(
      String programme, String kind, String when, String facility, int revision, long receivedAt) {}

  /** What came of an upload: {@code accepted}, {@code duplicate} or {@code stale}. */
  public record Taken(String result, Held held) {}

  private static final int LONGEST = 4 * 1024 * 1024;
  private static final String UPSERT =
      "insert into roster_report (programme, kind, period, until, facility, revision, received_at,"
          + " who, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (programme, kind, period, until, facility) do update set revision ="
          + " excluded.revision, received_at = excluded.received_at, who = excluded.who, body ="
          + " excluded.body where roster_report.revision < excluded.revision";

  private final ReportSource source;
  private final JdbcClient queries;
  private final Commands commands;
  private final Clock clock;

  RosterReports(ReportSource source, JdbcClient queries, Commands commands, Clock clock) {
    this.source = source;
    this.queries = queries;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Takes a report as another hub exports it ({@code indicator-report.json} of the contract). A
   * larger revision replaces what is held.
   *
   * @throws IllegalArgumentException when it is none, is not one institution's of the roster, is of
   *     no report that is known here, or nobody has signed it
   * @throws NotReady when the same revision is held with other content
   */
  public Taken take(String document, String who) {
    JsonNode report = read(document);
    String facility = text(report.path("scope"), "id");
    if (!report.path("scope").path("kind").asText().equals("facility")) {
      throw new IllegalArgumentException("scope.kind is facility: one institution's report");
    }
    String until = report.path("until").isTextual() ? report.path("until").asText() : "";
    int revision = report.path("revision").asInt();
    if (revision < 1 || !report.path("values").isArray()) {
      throw new IllegalArgumentException(
          "a report has revision and values; send what GET /api/v1/reports/{id}/document answers");
    }
    Held held =
        new Held(
            text(report, "programme"),
            text(report, "report"),
            text(report, "period") + (until.isEmpty() ? "" : "@" + until),
            facility,
            revision,
            clock.millis());
    check(report, held);
    int written =
        commands.execute(
            session -> {
              PreparedStatement upsert = session.prepare(UPSERT);
              upsert.setString(1, held.programme());
              upsert.setString(2, held.kind());
              upsert.setString(3, text(report, "period"));
              upsert.setString(4, until);
              upsert.setString(5, facility);
              upsert.setInt(6, revision);
              upsert.setLong(7, held.receivedAt());
              upsert.setString(8, who);
              upsert.setString(9, report.toString());
              return upsert.executeUpdate();
            });
    if (written == 1) {
      return new Taken("accepted", held);
    }
    Held before =
        held(held.programme(), held.kind()).stream()
            .filter(one -> one.facility().equals(facility) && one.when().equals(held.when()))
            .findFirst()
            .orElseThrow();
    if (before.revision() == revision && !body(report, facility).equals(report.toString())) {
      throw new NotReady(
          "revision " + revision + " is held with other content; send it as another revision");
    }
    return new Taken(before.revision() == revision ? "duplicate" : "stale", before);
  }

  private void check(JsonNode report, Held held) {
    if (source.kinds().stream().noneMatch(kind -> kind.is(held.programme(), held.kind()))) {
      throw new IllegalArgumentException(
          "no programme in force has a report "
              + held.programme()
              + "/"
              + held.kind()
              + "; look at mappings/programmes");
    }
    if (!source.knows(new ReportScope(ReportScope.Kind.FACILITY, held.facility()))) {
      throw new IllegalArgumentException(
          "facility " + held.facility() + " is not in roster.csv; add it there first");
    }
    boolean signed = false;
    for (JsonNode attestation : report.path("attestations")) {
      signed |= attestation.path("step").asText().equals("signed-off");
    }
    if (!signed) {
      throw new IllegalArgumentException(
          "nobody has signed it off; send a revision that is signed off");
    }
  }

  private String body(JsonNode report, String facility) {
    return queries
        .sql(
            "select body from roster_report where programme = ? and kind = ? and period = ? and"
                + " until = ? and facility = ?")
        .params(
            text(report, "programme"),
            text(report, "report"),
            text(report, "period"),
            report.path("until").isTextual() ? report.path("until").asText() : "",
            facility)
        .query(String.class)
        .single();
  }

  /**
   * Takes back what was sent by mistake.
   *
   * @param when period, with the day that it is as of
   * @return false where nothing was held
   */
  public boolean remove(String programme, String kind, String when, String facility) {
    int at = when.indexOf('@');
    return commands.execute(
        session -> {
          PreparedStatement delete =
              session.prepare(
                  "delete from roster_report where programme = ? and kind = ? and period = ? and"
                      + " until = ? and facility = ?");
          delete.setString(1, programme);
          delete.setString(2, kind);
          delete.setString(3, at < 0 ? when : when.substring(0, at));
          delete.setString(4, at < 0 ? "" : when.substring(at + 1));
          delete.setString(5, facility);
          return delete.executeUpdate() > 0;
        });
  }

  private static JsonNode read(String document) {
    if (document == null || document.length() > LONGEST) {
      throw new IllegalArgumentException("a report is JSON of at most 4 MiB");
    }
    try {
      return ReportTexts.JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a report is JSON; this is none from line " + e.getLocation().getLineNr() + " on", e);
    }
  }

  private static String text(JsonNode from, String member) {
    String text = from.path(member).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException(member + " is missing");
    }
    return text;
  }

  /** What is held of a programme's report, newest first. */
  public List<Held> held(String programme, String kind) {
    return queries
        .sql(
            "select period, until, facility, revision, received_at from roster_report where"
                + " programme = ? and kind = ? order by received_at desc, facility")
        .params(programme, kind)
        .query(
            (row, n) ->
                new Held(
                    programme,
                    kind,
                    row.getString(2).isEmpty()
                        ? row.getString(1)
                        : row.getString(1) + "@" + row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getLong(5)))
        .list();
  }

  /**
   * Values with what institutions sent.
   *
   * @param hash of what they sent, empty where they sent nothing
   */
  record Combined(List<ReportValue> values, String hash) {}

  /** Values of a county or city, with what institutions without facts here sent themselves. */
  Combined combined(ReportKey key, List<ReportValue> values) {
    if (key.scope().kind() == ReportScope.Kind.FACILITY) {
      return new Combined(values, "");
    }
    Map<String, Map<String, JsonNode>> sent = sent(key);
    if (sent.isEmpty()) {
      return new Combined(values, "");
    }
    List<ReportValue> combined = new ArrayList<>(values.size());
    for (ReportValue value : values) {
      combined.add(RosterRule.combine(value, sent));
    }
    return new Combined(combined, Grounds.hash(sent.toString()));
  }

  /** What institutions sent, by facility and indicator. */
  private Map<String, Map<String, JsonNode>> sent(ReportKey key) {
    Map<String, Map<String, JsonNode>> sent = new TreeMap<>();
    queries
        .sql(
            "select facility, body from roster_report where programme = ? and kind = ? and period"
                + " = ? and until = ?")
        .params(
            key.programme(),
            key.kind(),
            key.period(),
            key.until() == null ? "" : key.until().toString())
        .query(
            row -> {
              Map<String, JsonNode> values = new TreeMap<>();
              read(row.getString(2))
                  .path("values")
                  .forEach(value -> values.put(value.path("indicator").asText(), value));
              sent.put(row.getString(1), values);
            });
    return sent;
  }
}
