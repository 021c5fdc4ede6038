package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bianmin.hub.indicator.report.ReportKey;
import org.bianmin.hub.indicator.report.ReportKind;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportScope;
import org.bianmin.hub.indicator.report.ReportSource;
import org.bianmin.hub.indicator.report.Reports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reports and what persons do with them, for API and pages alike: refusals become problems. */
@Component
final class ReportRoom {

  private static final int LONGEST = 500;

  /**
   * What a person wants done.
   *
   * @param revision null: the one that the step is about
   * @param indicator of a comment: null for the report as a whole
   */
  record Act(String who, String comment, Integer revision, String indicator) {}

  /**
   * A report that is to be opened.
   *
   * @param report kind of the programme's report
   * @param until the day that it is as of, null for the whole period
   * @param cut whether it is cut at once; null: it is
   */
  record Opening(
      String programme,
      String report,
      String period,
      String until,
      String facility,
      String county,
      String city,
      String who,
      Boolean cut) {}

  private final ObjectProvider<ReportQueries> queries;
  private final ObjectProvider<Reports> reports;
  private final ObjectProvider<ReportSource> source;

  ReportRoom(
      ObjectProvider<ReportQueries> queries,
      ObjectProvider<Reports> reports,
      ObjectProvider<ReportSource> source) {
    this.queries = queries;
    this.reports = reports;
    this.source = source;
  }

  ReportQueries queries() {
    return queries.getObject();
  }

  /** Reports of the programmes in force. */
  List<ReportKind> kinds() {
    ReportSource known = source.getIfAvailable();
    return known == null ? List.of() : known.kinds();
  }

  /** What people call whom a report is about. */
  String name(ReportScope scope) {
    ReportSource known = source.getIfAvailable();
    return known == null ? scope.id() : known.name(scope);
  }

  /** The kind of a report, empty where its programme is not in force any more. */
  Optional<ReportKind> kind(ReportKey key) {
    return kinds().stream()
        .filter(kind -> kind.programme().equals(key.programme()) && kind.id().equals(key.kind()))
        .findFirst();
  }

  ReportQueries.Line find(long id) {
    return queries()
        .find(id)
        .orElseThrow(() -> new NotFound("There is no report " + id + "; look at /api/v1/reports"));
  }

  /** Where a report goes when it is submitted; empty where no setting says so. */
  String destination(ReportQueries.Line report) {
    return reports.getObject().destinationOf(report);
  }

  /** Opens a report, and cuts it where that is wanted; its id. */
  long open(Opening opening) {
    String who = WhoCookie.required(opening.who());
    ReportKey key =
        new ReportKey(
            required("programme", opening.programme()),
            required("report", opening.report()),
            required("period", opening.period()),
            day(opening.until()),
            scope(opening));
    boolean cut = opening.cut() == null || opening.cut();
    Reports to = reports.getObject();
    return told(() -> cut ? to.openAndCut(key, who) : to.open(key, who));
  }

  private static ReportScope scope(Opening opening) {
    String facility = MessageFilter.given(opening.facility());
    String county = MessageFilter.given(opening.county());
    String city = MessageFilter.given(opening.city());
    if (facility != null && county == null && city == null) {
      return new ReportScope(ReportScope.Kind.FACILITY, facility);
    }
    if (county != null && facility == null && city == null) {
      return new ReportScope(ReportScope.Kind.COUNTY, county);
    }
    if (city != null && facility == null && county == null) {
      return new ReportScope(ReportScope.Kind.CITY, city);
    }
    throw new BadRequest("name one of facility, county and city", null);
  }

  private static LocalDate day(String text) {
    String given = MessageFilter.given(text);
    try {
      return given == null ? null : LocalDate.parse(given);
    } catch (DateTimeException e) {
      throw new BadRequest("until is a day, written 2026-12-04", e);
    }
  }

  private static String required(String name, String text) {
    String given = MessageFilter.given(text);
    if (given == null) {
      throw new BadRequest(name + " is missing", null);
    }
    return given;
  }

  /** What is sent or taken back is in force; else it is the newest that a person has in hand. */
  private static int meant(String action, ReportQueries.Line report) {
    return action.equals("submit") || action.equals("withdraw")
        ? report.revision()
        : report.newest();
  }

  /** Does what a person wants with a report; {@code action} as the path names it. */
  void act(long id, String action, Act act) {
    String who = WhoCookie.required(act.who());
    String comment = comment(act.comment());
    int revision = act.revision() == null ? meant(action, find(id)) : act.revision();
    Reports to = reports.getObject();
    told(
        () -> {
          switch (action) {
            case "cut" -> {
              int unused = to.cut(id, who, comment);
            }
            case "correct", "restate" -> {
              int unused = to.correct(id, who, comment);
            }
            case "review" -> to.review(id, revision, who, comment);
            case "sign-off" -> to.signOff(id, revision, who, comment);
            case "submit" -> to.submit(id, revision, who, comment);
            case "withdraw" -> to.withdraw(id, revision, who, comment);
            case "decline" -> to.decline(id, revision, who, comment);
            case "comment" ->
                to.comment(
                    id,
                    revision,
                    MessageFilter.given(act.indicator()),
                    who,
                    required("comment", act.comment()));
            default ->
                throw new NotFound(
                    "A report can be cut, review, sign-off, submit, withdraw, correct, restate,"
                        + " decline, comment");
          }
          return null;
        });
  }

  private static String comment(String text) {
    String given = MessageFilter.given(text);
    if (given != null && given.length() > LONGEST) {
      throw new BadRequest("comment is longer than " + LONGEST + " characters", null);
    }
    return given;
  }

  /** What the room answers; what it refuses becomes a problem. */
  static <T> T told(Supplier<T> command) {
    try {
      return command.get();
    } catch (org.bianmin.hub.indicator.report.NotReady e) {
      throw new Refused(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }
}
