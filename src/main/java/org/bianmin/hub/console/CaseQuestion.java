package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.bianmin.hub.settlement.CaseFilter;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.Finding;
import org.bianmin.hub.settlement.Outcome;
import org.bianmin.hub.settlement.Reconciliation;

/**
 * Which cases, as a request writes it. Empty parameters, as forms send them, mean any.
 *
 * @param day 2026-11-03
 * @param state {@code open}, {@code closed}, {@code differences} or {@code all}
 * @param outcome, finding by code
 * @param assignee a name, or {@code -} for nobody
 */
record CaseQuestion(
    String facility, String day, String state, String outcome, String finding, String assignee) {

  static final String NOBODY = "-";

  /**
   * Reads a page.
   *
   * @param standard the state where none is given
   * @param after cursor of the request, null for the first page
   * @throws BadRequest when the question cannot be read
   */
  Listing<CaseLine> page(
      Reconciliation reconciliation, CaseFilter.State standard, String after, Integer limit) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    String cursor = MessageFilter.given(after);
    List<CaseLine> found;
    try {
      found =
          reconciliation.cases(
              filter(standard), cursor == null ? null : CaseLine.Cursor.parse(cursor), size + 1);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    boolean more = found.size() > size;
    List<CaseLine> page = more ? found.subList(0, size) : found;
    return new Listing<>(page, more ? page.get(size - 1).cursor() : null);
  }

  private CaseFilter filter(CaseFilter.State standard) {
    String who = MessageFilter.given(assignee);
    return new CaseFilter(
        MessageFilter.given(facility),
        read("day", day, LocalDate::parse, "2026-11-03"),
        state(standard),
        read("outcome", outcome, Outcome::of, codes(Outcome.values(), Outcome::code)),
        read("finding", finding, Finding::of, codes(Finding.values(), Finding::code)),
        NOBODY.equals(who) ? "" : who,
        null);
  }

  private CaseFilter.State state(CaseFilter.State standard) {
    String given = MessageFilter.given(state);
    return given == null
        ? standard
        : read(
            "state",
            given,
            text -> CaseFilter.State.valueOf(text.toUpperCase(Locale.ROOT)),
            codes(CaseFilter.State.values(), s -> s.name().toLowerCase(Locale.ROOT)));
  }

  private static <T> T read(String name, String text, Function<String, T> parse, String written) {
    String given = MessageFilter.given(text);
    if (given == null) {
      return null;
    }
    try {
      return parse.apply(given);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new BadRequest(name + " is written " + written, e);
    }
  }

  private static <T> String codes(T[] values, Function<T, String> code) {
    return String.join(", ", Arrays.stream(values).map(code).toList());
  }
}
