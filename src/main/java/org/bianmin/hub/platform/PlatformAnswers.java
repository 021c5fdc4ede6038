package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.event.MeasureEvent;

/** Reads the platform's answers (docs/platform-contract/README.md, "Answers"). */
final class PlatformAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REASON = 300;
  private static final long MILLIS = 1000;
  private static final long LONGEST_WAIT = 3600;

  private PlatformAnswers() {}

  /** Reads the receipts of a batch of measure events. */
  static BatchAnswer read(Batch batch, SignedCalls.Answer answer, long now) {
    return read(answer, now, body -> receipts(batch, body));
  }

  /** Reads an answer; that of a call that was read by {@code received}. */
  static BatchAnswer read(
      SignedCalls.Answer answer, long now, Function<byte[], BatchAnswer> received) {
    HttpResponse<byte[]> response = answer.response();
    int status = answer.status();
    return switch (status) {
      case 200 -> received.apply(answer.body());
      case 401, 403 ->
          new BatchAnswer.Closed(
              "HTTP "
                  + status
                  + ": "
                  + problem(response.body())
                  + "; check app-id, key-file and the clock, then resume the destination");
      case 408, 425, 429 ->
          new BatchAnswer.Away(
              "HTTP " + status + ": " + problem(response.body()), retryAt(response, now), false);
      default ->
          status >= 500
              ? new BatchAnswer.Away(
                  "HTTP " + status + ": " + problem(response.body()), retryAt(response, now), true)
              : new BatchAnswer.Refused("HTTP_" + status, problem(response.body()));
    };
  }

  private static BatchAnswer receipts(Batch batch, byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      JsonNode receipts = answer.path("receipts");
      if (receipts.size() != batch.events().size()) {
        return new BatchAnswer.Away("the answer does not hold one receipt per item", 0, true);
      }
      List<DeliveryOutcome> outcomes = new ArrayList<>(receipts.size());
      for (int i = 0; i < receipts.size(); i++) {
        outcomes.add(outcome(batch.events().get(i), receipts.get(i)));
      }
      return new BatchAnswer.Received(text(answer, "receiptNo"), outcomes);
    } catch (IOException e) {
      return new BatchAnswer.Away("the answer is not JSON", 0, true);
    }
  }

  /** Reads the receipt of one report ({@code receipt.json}). */
  static BatchAnswer receipt(MeasureEvent event, byte[] body) {
    try {
      JsonNode receipt = JSON.readTree(body);
      return new BatchAnswer.Received(text(receipt, "receiptNo"), List.of(outcome(event, receipt)));
    } catch (IOException e) {
      return new BatchAnswer.Away("the answer is not JSON", 0, true);
    }
  }

  private static DeliveryOutcome outcome(MeasureEvent event, JsonNode receipt) {
    if (!event.key().toString().equals(receipt.path("key").asText())) {
      return new DeliveryOutcome.RetryLater("the receipt is for another key", 0);
    }
    String result = receipt.path("result").asText();
    return switch (result) {
      case "accepted", "duplicate", "stale" -> new DeliveryOutcome.Accepted(result);
      case "rejected" ->
          new DeliveryOutcome.Rejected(text(receipt, "code"), text(receipt, "message"));
      default -> new DeliveryOutcome.RetryLater("unknown result in the receipt", 0);
    };
  }

  /** What a problem document says, for a person. */
  static String problem(byte[] body) {
    try {
      JsonNode problem = JSON.readTree(body);
      String code = problem.path("code").asText("");
      String title = problem.path("detail").asText(problem.path("title").asText(""));
      return cut((code + " " + title).strip());
    } catch (IOException e) {
      return "no problem document";
    }
  }

  /**
   * When to come again by its word, epoch milliseconds, an hour ahead at most: a proxy may mean
   * something else; 0 where it says nothing.
   */
  static long retryAt(HttpResponse<byte[]> response, long now) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(
            seconds -> {
              try {
                long asked = Long.parseLong(seconds.strip());
                return now + Math.max(0, Math.min(asked, LONGEST_WAIT)) * MILLIS;
              } catch (NumberFormatException e) {
                // a date: the backoff is good enough
                return 0L;
              }
            })
        .orElse(0L);
  }

  private static String text(JsonNode answer, String field) {
    return cut(answer.path(field).asText());
  }

  /** As it can be stored: PostgreSQL takes no U+0000. */
  private static String cut(String text) {
    String clean = text.replace("\0", "");
    return clean.length() > REASON ? clean.substring(0, REASON) : clean;
  }
}
