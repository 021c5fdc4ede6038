package org.bianmin.hub.recognition;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the corrections and recalls that records of this hub were told of, the newest first. */
@RestController
@ConditionalOnProperty("hub.recognition.enabled")
@Tag(name = "recognition")
class AlertsEndpoint {

  private static final int MOST = 500;

  private final NoticeRows rows;

  AlertsEndpoint(NoticeRows rows) {
    this.rows = rows;
  }

  @GetMapping("/api/v1/recognition/alerts")
  @Operation(summary = "Reports that were corrected or recalled after somebody had seen them")
  ResponseEntity<Object> list(
      @RequestParam(required = false) String after, @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      return new Refusal(HttpStatus.BAD_REQUEST, "limit is a number from 1 to " + MOST).answer();
    }
    Long cursor;
    try {
      cursor = after == null || after.isBlank() ? null : Long.valueOf(after);
    } catch (NumberFormatException e) {
      return new Refusal(HttpStatus.BAD_REQUEST, "after is the value of next from the page before")
          .answer();
    }
    List<NoticeRows.Row> found = rows.page(cursor, limit + 1);
    boolean more = found.size() > limit;
    List<NoticeRows.Row> page = more ? found.subList(0, limit) : found;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", page.stream().map(AlertsEndpoint::item).toList());
    answer.put("next", more ? Long.toString(page.get(limit - 1).id()) : null);
    return ResponseEntity.ok(answer);
  }

  private static Map<String, Object> item(NoticeRows.Row row) {
    Notice notice = row.notice();
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("origin", row.origin());
    item.put("no", notice.no());
    item.put("at", OwnMessages.time(notice.at()));
    item.put("kind", notice.kind());
    item.put("urgent", notice.urgent());
    item.put(
        "report",
        Map.of(
            "key", notice.reportKey(),
            "facility", notice.reportFacility(),
            "version", notice.reportVersion()));
    item.put(
        "concerns",
        notice.concerns().stream()
            .map(key -> Map.of("key", key, "type", key.substring(0, key.indexOf(':'))))
            .toList());
    return item;
  }
}
