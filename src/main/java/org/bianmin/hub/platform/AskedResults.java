package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.recognition.SearchAnswer;
import org.bianmin.hub.recognition.SearchPlatform;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Asks for results of other facilities (recognition.md, "Search"). */
@Component
@ConditionalOnProperty("hub.recognition.platform")
final class AskedResults implements SearchPlatform {

  private static final String SEARCH = "/v1/recognition/reports/search";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Whoever asked has long been answered without; a thread must not wait for ever. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final AskedPlatform platform;

  AskedResults(AskedPlatform platform) {
    this.platform = platform;
  }

  @Override
  public SearchAnswer search(
      String facility, PersonIdentity person, Set<String> items, Long since, int limit) {
    try {
      SignedCalls.Answer answer =
          platform.post(SEARCH, question(facility, person, items, since, limit), TIMEOUT);
      return switch (answer.status()) {
        case 200 -> new SearchAnswer.Found(new FoundReports(answer.body()).candidates());
        case 404 -> new SearchAnswer.NotOffered();
        default -> new SearchAnswer.Away(AskedPlatform.problem(answer));
      };
    } catch (IOException e) {
      return new SearchAnswer.Away(AskedPlatform.noAnswer(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SearchAnswer.Away("the hub is stopping");
    }
  }

  private static byte[] question(
      String facility, PersonIdentity person, Set<String> items, Long since, int limit)
      throws IOException {
    ObjectNode question = JSON.createObjectNode().put("facility", facility);
    question.putArray("persons").addObject().put("idType", person.idType()).put("id", person.id());
    if (!items.isEmpty()) {
      items.stream().sorted().forEach(question.withArray("/items")::add);
    }
    if (since != null) {
      question.put("since", Rfc3339.format(since, ZONE));
    }
    return JSON.writeValueAsBytes(question.put("limit", limit));
  }
}
