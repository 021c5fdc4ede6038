package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.indicator.quality.Quality;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What facts lack that event files or indicators ask for. */
@RestController
@RequestMapping("/api/v1/quality")
@Tag(name = "quality")
final class QualityApi {

  /**
   * An attribute of a type. Days are those of day blocks, which begin at midnight UTC+8.
   *
   * @param required whether the event file says so; else only indicators read it
   * @param indicators in force that read it, as {@code programme/id}
   * @param share of facts that lack it, 0 to 1
   * @param days lacking facts by day
   * @param wards lacking facts by ward or department; {@code -} for facts that tell none
   */
  record LineJson(
      String type,
      String attribute,
      boolean required,
      List<String> indicators,
      long facts,
      long lacking,
      double share,
      Map<String, Quality.Count> days,
      Map<String, Quality.Count> wards) {}

  /**
   * One attribute.
   *
   * @param causes of the newest facts that lack it
   */
  record DetailJson(LineJson line, List<QualityRoom.Cause> causes) {}

  /** A fact that lacks it. */
  record FactJson(String key, String occurredAt) {}

  private final QualityRoom room;
  private final QualityFiles files;
  private final Times times;

  QualityApi(QualityRoom room, QualityFiles files, Times times) {
    this.room = room;
    this.files = files;
    this.times = times;
  }

  @GetMapping
  @Operation(
      summary = "Attributes that facts should have, what is required and most lacking first",
      description =
          "Of one facility (its own where 'facility' is left out) and up to 92 days; the last seven"
              + " where they are left out. A code that no table covers counts as lacking.")
  Listing<LineJson> list(QualityRoom.Wanted wanted) {
    return new Listing<>(room.lines(room.asked(wanted)), null).map(QualityApi::json);
  }

  @GetMapping("/{type}/{attribute}")
  @Operation(summary = "One attribute by day and ward, and why its newest facts lack it")
  DetailJson one(
      @PathVariable String type, @PathVariable String attribute, QualityRoom.Wanted wanted) {
    Quality.Asked asked = room.asked(of(type, wanted));
    return new DetailJson(
        json(room.line(asked, attribute)), room.causes(asked, attribute, QualityRoom.LOOKED_AT));
  }

  @GetMapping("/{type}/{attribute}/facts")
  @Operation(summary = "Facts that lack an attribute, the newest first")
  Listing<FactJson> facts(
      @PathVariable String type,
      @PathVariable String attribute,
      QualityRoom.Wanted wanted,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return room.facts(room.asked(of(type, wanted)), attribute, after, limit)
        .map(fact -> new FactJson(fact.key(), times.text(fact.occurredAt())));
  }

  @GetMapping("/export.xlsx")
  @Operation(
      summary = "What facts lack, for the vendor of a source: no patient data",
      description = "By attribute and ward, and with the causes of the newest facts.")
  ResponseEntity<byte[]> xlsx(QualityRoom.Wanted wanted) throws IOException {
    return files.xlsx(room.asked(wanted));
  }

  @GetMapping("/export.csv")
  @Operation(summary = "The causes alone, as comma-separated text")
  ResponseEntity<byte[]> csv(QualityRoom.Wanted wanted) {
    return files.csv(room.asked(wanted));
  }

  private static QualityRoom.Wanted of(String type, QualityRoom.Wanted wanted) {
    return new QualityRoom.Wanted(
        wanted.facility(), wanted.from(), wanted.to(), type, wanted.ward());
  }

  private static LineJson json(Quality.Line line) {
    Map<String, Quality.Count> days = new TreeMap<>();
    line.days().forEach((day, count) -> days.put(day.toString(), count));
    Map<String, Quality.Count> wards = new TreeMap<>();
    line.wards()
        .forEach((ward, count) -> wards.put(ward.isEmpty() ? QualityRoom.NO_WARD : ward, count));
    return new LineJson(
        line.type(),
        line.wish().attribute(),
        line.wish().required(),
        line.wish().indicators(),
        line.count().facts(),
        line.count().lacking(),
        line.count().share(),
        days,
        wards);
  }
}
