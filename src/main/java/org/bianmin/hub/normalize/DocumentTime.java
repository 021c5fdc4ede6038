package org.bianmin.hub.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.EventSchema;

/** Times of documents and rows: RFC 3339, or without an offset as the source's clock shows it. */
final class DocumentTime {

  /** What a sender may write. */
  static final String HOW = "write 2026-11-03T08:30:00+08:00 or 2026-11-03 08:30:00";

  private static final Pattern TEXT = Pattern.compile(EventSchema.TIME);

  private DocumentTime() {}

  /**
   * Epoch milliseconds, or {@link Format#INVALID_TIME}. A day alone is its beginning.
   *
   * @param zone of a time without an offset
   */
  static long millis(String text, ZoneId zone) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      return Format.INVALID_TIME;
    }
    try {
      LocalDate day = LocalDate.parse(parts.group(1));
      if (parts.group(2) == null) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
      }
      LocalDateTime time = day.atTime(LocalTime.parse(parts.group(2)));
      String offset = parts.group(3);
      return (offset == null
              ? time.atZone(zone).toInstant()
              : time.toInstant(ZoneOffset.of(offset)))
          .toEpochMilli();
    } catch (DateTimeException e) {
      return Format.INVALID_TIME;
    }
  }
}
