package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.recognition.Notice;
import org.bianmin.hub.recognition.NoticePlatform;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Asks which reports were corrected or recalled (recognition.md, "Notices"). */
@Component
@ConditionalOnProperty("hub.recognition.platform")
final class AskedNotices implements NoticePlatform {

  private static final String NOTICES = "/v1/recognition/notices";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AskedPlatform platform;

  AskedNotices(AskedPlatform platform) {
    this.platform = platform;
  }

  @Override
  public String id() {
    return platform.id();
  }

  @Override
  public List<Notice> fetch(String after) throws IOException, InterruptedException {
    String query =
        after == null ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    SignedCalls.Answer answer = platform.get(NOTICES + query, null);
    if (answer.status() == 404) {
      return List.of();
    }
    if (answer.status() != 200) {
      throw new IOException(AskedPlatform.problem(answer));
    }
    List<Notice> notices = new ArrayList<>();
    for (JsonNode notice : JSON.readTree(answer.body()).path("items")) {
      notices.add(notice(notice));
    }
    return notices;
  }

  private static Notice notice(JsonNode notice) {
    List<String> concerns = new ArrayList<>();
    notice.path("concerns").forEach(concern -> concerns.add(concern.path("key").asText()));
    JsonNode report = notice.path("report");
    return new Notice(
        notice.path("no").asText(),
        millis(notice.path("at").asText()),
        notice.path("kind").asText().equals("recalled"),
        notice.path("urgent").asBoolean(),
        report.path("key").asText(),
        report.path("facility").asText(),
        report.path("version").asLong(),
        concerns);
  }

  /** One notice without a time must not hold up those after it. */
  private static long millis(String at) {
    try {
      return OffsetDateTime.parse(at).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return System.currentTimeMillis();
    }
  }
}
