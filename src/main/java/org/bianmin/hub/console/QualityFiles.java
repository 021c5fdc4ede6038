package org.bianmin.hub.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.console.ReconciliationXlsx.Words;
import org.bianmin.hub.console.XlsxSheet.Kind;
import org.bianmin.hub.indicator.quality.Quality;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What facts lack, in a file for the vendor of a source. It names events, attributes, wards and
 * codes; neither patients nor keys of facts.
 */
@Component
final class QualityFiles {

  /** Causes are told of so many attributes, those that most facts lack. */
  private static final int WITH_CAUSES = 50;

  private final QualityRoom room;
  private final EventLabels labels;
  private final MessageSource texts;

  QualityFiles(QualityRoom room, EventLabels labels, MessageSource texts) {
    this.room = room;
    this.labels = labels;
    this.texts = texts;
  }

  ResponseEntity<byte[]> xlsx(Quality.Asked asked) throws IOException {
    List<Quality.Line> lines = lacking(asked);
    return Download.xlsx(name(asked, "xlsx"), causes(asked, lines), wards(lines));
  }

  ResponseEntity<byte[]> csv(Quality.Asked asked) {
    return Download.csv(name(asked, "csv"), causes(asked, lacking(asked)));
  }

  private static String name(Quality.Asked asked, String ending) {
    return "quality-" + asked.from() + "-" + asked.to() + "." + ending;
  }

  private List<Quality.Line> lacking(Quality.Asked asked) {
    return room.lines(asked).stream().filter(line -> line.count().lacking() > 0).toList();
  }

  private Words words() {
    return new Words(texts, LocaleContextHolder.getLocale());
  }

  private Download.Table causes(Quality.Asked asked, List<Quality.Line> lines) {
    Words words = words();
    List<Object[]> rows = new ArrayList<>();
    for (Quality.Line line : lines.subList(0, Math.min(lines.size(), WITH_CAUSES))) {
      Quality.Asked of =
          new Quality.Asked(asked.facility(), asked.from(), asked.to(), line.type(), asked.ward());
      for (QualityRoom.Cause cause :
          room.causes(of, line.wish().attribute(), QualityRoom.LOOKED_AT)) {
        rows.add(
            new Object[] {
              line.type(),
              labels.of(line.type()),
              line.wish().attribute(),
              words.of(line.wish().required() ? "quality.required" : "quality.used"),
              line.count().facts(),
              line.count().lacking(),
              percent(line.count()),
              cause.source(),
              words.of(cause.code() == null ? "quality.not-told" : "quality.unmapped"),
              cause.code(),
              cause.facts(),
              String.join(", ", line.wish().indicators())
            });
      }
    }
    return new Download.Table(
        words.of("quality.causes"),
        List.of(
            words.column("quality.type-code", Kind.TEXT, 24),
            words.column("event.type", Kind.TEXT, 22),
            words.column("quality.attribute", Kind.TEXT, 24),
            words.column("quality.why", Kind.TEXT, 14),
            words.column("quality.facts", Kind.COUNT, 10),
            words.column("quality.lacking", Kind.COUNT, 10),
            words.column("quality.share", Kind.TEXT, 10),
            words.column("message.source", Kind.TEXT, 12),
            words.column("quality.cause", Kind.TEXT, 16),
            words.column("unmapped.code", Kind.TEXT, 18),
            words.column("quality.of-newest", Kind.COUNT, 14),
            words.column("quality.indicators", Kind.TEXT, 40)),
        rows);
  }

  private Download.Table wards(List<Quality.Line> lines) {
    Words words = words();
    List<Object[]> rows = new ArrayList<>();
    for (Quality.Line line : lines) {
      line.wards()
          .forEach(
              (ward, count) ->
                  rows.add(
                      new Object[] {
                        line.type(),
                        line.wish().attribute(),
                        ward.isEmpty() ? words.of("quality.no-ward") : ward,
                        count.facts(),
                        count.lacking(),
                        percent(count)
                      }));
    }
    return new Download.Table(
        words.of("quality.by-ward"),
        List.of(
            words.column("quality.type-code", Kind.TEXT, 24),
            words.column("quality.attribute", Kind.TEXT, 24),
            words.column("quality.ward", Kind.TEXT, 16),
            words.column("quality.facts", Kind.COUNT, 10),
            words.column("quality.lacking", Kind.COUNT, 10),
            words.column("quality.share", Kind.TEXT, 10)),
        rows);
  }

  /** Like {@code 12.5 %}; what is little is not nothing. */
  static String percent(Quality.Count count) {
    double percent = 100 * count.share();
    return percent > 0 && percent < 0.05
        ? "< 0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }
}
