package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.Question;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The facts behind an indicator's numbers; each leads on to its messages and their raw bytes. */
@RestController
@RequestMapping("/api/v1/programmes/{programme}/indicators/{id}")
@Tag(name = "indicators")
final class IndicatorLineageApi {

  /**
   * A page of facts.
   *
   * @param total facts on all pages
   */
  record Facts(List<FactsBehind.Counted> items, String next, long total) {}

  private final AskedIndicators asked;
  private final Times times;

  IndicatorLineageApi(AskedIndicators asked, Times times) {
    this.asked = asked;
    this.times = times;
  }

  @GetMapping("/lineage")
  @Operation(
      summary = "The facts behind an indicator's numerator or denominator, oldest first",
      description =
          "With 'part' those behind a part of it. A fact may count several times and is listed"
              + " once. GET /api/v1/events/{key}/history tells the messages behind a fact.")
  Facts lineage(
      @PathVariable String programme,
      @PathVariable String id,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String county,
      @RequestParam(required = false) String city,
      @RequestParam(required = false) String until,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(required = false) String part,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit,
      @RequestParam Map<String, String> all) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    asked.indicator(programme, id);
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(period, facility, county, city, null, until, all));
    LineagePage page = page(question, id, of, part, MessageFilter.given(after), size);
    return new Facts(
        page.facts().stream()
            .map(fact -> new FactsBehind.Counted(fact.key().toString(), time(fact)))
            .toList(),
        page.next() == null ? null : text(page.next()),
        page.total());
  }

  @GetMapping("/lineage.csv")
  @Operation(summary = "All facts behind an indicator's numerator or denominator, as a file")
  void file(
      @PathVariable String programme,
      @PathVariable String id,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String county,
      @RequestParam(required = false) String city,
      @RequestParam(required = false) String until,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(required = false) String part,
      @RequestParam Map<String, String> all,
      HttpServletResponse response)
      throws IOException {
    asked.indicator(programme, id);
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(period, facility, county, city, null, until, all));
    boolean numerator = FactsBehind.numerator(of);
    String named = MessageFilter.given(part);
    Iterable<CountedFact> facts =
        AskedIndicators.reading(
            () -> asked.known().facts(question, id, named == null ? "" : named, numerator));
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"" + id + "-" + question.period().text() + "-" + of + ".csv\"");
    Writer out = response.getWriter();
    // Excel reads UTF-8 only behind this mark
    out.write("\ufeffkey,occurredAt\r\n");
    for (CountedFact fact : facts) {
      out.write(quoted(fact.key().toString()) + "," + time(fact) + "\r\n");
    }
  }

  private LineagePage page(
      Question question, String id, String of, String part, String after, int size) {
    boolean numerator = FactsBehind.numerator(of);
    String named = MessageFilter.given(part);
    return AskedIndicators.reading(
        () ->
            asked
                .known()
                .lineage(
                    question,
                    id,
                    numerator,
                    named == null ? "" : named,
                    after == null ? null : CountedFact.Cursor.parse(after),
                    size));
  }

  private String time(CountedFact fact) {
    return times.text(fact.occurredAt());
  }

  private static String text(CountedFact.Cursor cursor) {
    return cursor.occurredAt() + "-" + cursor.id();
  }

  /** A cell that no spreadsheet takes for a formula. */
  private static String quoted(String text) {
    String plain = text.matches("[=+@-].*") ? "'" + text : text;
    return '"' + plain.replace("\"", "\"\"") + '"';
  }
}
