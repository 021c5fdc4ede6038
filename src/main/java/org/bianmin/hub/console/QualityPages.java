package org.bianmin.hub.console;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.indicator.quality.Quality;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Data quality for people: what is missing where, since when, and which indicators suffer. */
@ConsolePage
@RequestMapping("/quality")
final class QualityPages {

  /** Causes are shown of so many lines, each of a few of its newest facts. */
  private static final int WITH_CAUSES = 25;

  private static final int LOOKED_AT = 50;
  private static final int HEIGHT = 24;

  /**
   * An attribute as it is shown.
   *
   * @param causes of the newest facts; empty where they are not looked at
   */
  record Row(Quality.Line line, String share, List<Bar> trend, List<QualityRoom.Cause> causes) {}

  /**
   * A day in a trend.
   *
   * @param at place of the day, 0 for the first
   * @param high of {@value #HEIGHT}
   */
  record Bar(long at, double high, String title) {}

  private final QualityRoom room;

  QualityPages(QualityRoom room) {
    this.room = room;
  }

  @GetMapping
  String page(QualityRoom.Wanted wanted, @RequestParam(required = false) String show, Model model) {
    model.addAttribute("enabled", room.enabled());
    if (!room.enabled()) {
      return "console/quality";
    }
    Quality.Asked asked = room.asked(wanted);
    boolean used = "used".equals(show);
    boolean all = "all".equals(show);
    List<Quality.Line> lines = room.lines(asked);
    List<Row> rows = new ArrayList<>();
    for (Quality.Line line : lines) {
      boolean shown = all || (line.count().lacking() > 0 && (used || line.wish().required()));
      if (shown) {
        rows.add(row(asked, line, rows.size() < WITH_CAUSES && line.count().lacking() > 0));
      }
    }
    common(asked, model);
    model.addAttribute("show", used || all ? show : "required");
    model.addAttribute("rows", rows);
    model.addAttribute("whole", lines.stream().filter(line -> line.count().lacking() == 0).count());
    model.addAttribute("asking", lines.size());
    model.addAttribute("types", room.known().wishes().keySet());
    model.addAttribute("wards", wards(lines));
    return "console/quality";
  }

  @GetMapping("/{type}/{attribute}")
  String one(
      @PathVariable String type,
      @PathVariable String attribute,
      QualityRoom.Wanted wanted,
      @RequestParam(required = false) String after,
      Model model) {
    Quality.Asked asked =
        room.asked(
            new QualityRoom.Wanted(
                wanted.facility(), wanted.from(), wanted.to(), type, wanted.ward()));
    Quality.Asked anyWard =
        new Quality.Asked(asked.facility(), asked.from(), asked.to(), asked.type(), null);
    Quality.Line line = room.line(asked, attribute);
    common(asked, model);
    model.addAttribute("row", row(asked, line, false));
    model.addAttribute("wards", room.line(anyWard, attribute).wards());
    model.addAttribute("causes", room.causes(asked, attribute, QualityRoom.LOOKED_AT));
    model.addAttribute("lookedAt", Math.min(QualityRoom.LOOKED_AT, line.count().lacking()));
    model.addAttribute("facts", room.facts(asked, attribute, after, null));
    model.addAttribute("first", MessageFilter.given(after) == null);
    return "console/quality-line";
  }

  private void common(Quality.Asked asked, Model model) {
    model.addAttribute("asked", asked);
    model.addAttribute("ward", "".equals(asked.ward()) ? QualityRoom.NO_WARD : asked.ward());
    model.addAttribute("facilities", room.known().facilities());
    model.addAttribute("waiting", room.known().waiting());
    model.addAttribute("spans", spans(asked.to()));
    model.addAttribute("days", ChronoUnit.DAYS.between(asked.from(), asked.to()) + 1);
  }

  /** First days of the spans that are offered, by their length. */
  private static Map<Integer, LocalDate> spans(LocalDate to) {
    Map<Integer, LocalDate> spans = new TreeMap<>();
    for (int days : new int[] {7, 30, 90}) {
      spans.put(days, to.minusDays(days - 1L));
    }
    return spans;
  }

  private static List<String> wards(List<Quality.Line> lines) {
    return lines.stream()
        .flatMap(line -> line.wards().keySet().stream())
        .map(ward -> ward.isEmpty() ? QualityRoom.NO_WARD : ward)
        .distinct()
        .sorted()
        .toList();
  }

  private Row row(Quality.Asked asked, Quality.Line line, boolean causes) {
    Quality.Asked of =
        new Quality.Asked(asked.facility(), asked.from(), asked.to(), line.type(), asked.ward());
    List<Bar> trend = new ArrayList<>();
    line.days()
        .forEach(
            (day, count) ->
                trend.add(
                    new Bar(
                        ChronoUnit.DAYS.between(asked.from(), day),
                        count.lacking() == 0 ? 0 : Math.max(1, HEIGHT * count.share()),
                        day + " " + QualityFiles.percent(count))));
    return new Row(
        line,
        QualityFiles.percent(line.count()),
        trend,
        causes ? room.causes(of, line.wish().attribute(), LOOKED_AT) : List.of());
  }
}
