package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformAnswersTest {

  private static final long NOW = 1_793_700_000_000L;
  private static final Batch BATCH =
      new Batch("platform", "B-1", List.of(event("V1"), event("V2"), event("V3"), event("V4")));

  @Test
  void readsOneOutcomePerReceipt() {
    BatchAnswer answer =
        received(
            "R-9",
            receipt("V1", "accepted", ""),
            receipt("V2", "duplicate", ""),
            receipt("V3", "stale", ""),
            receipt("V4", "rejected", ",\"code\":\"SCHEMA\",\"message\":\"at is missing\""));

    assertThat(answer)
        .isEqualTo(
            new BatchAnswer.Received(
                "R-9",
                List.of(
                    new DeliveryOutcome.Accepted("accepted"),
                    new DeliveryOutcome.Accepted("duplicate"),
                    new DeliveryOutcome.Accepted("stale"),
                    new DeliveryOutcome.Rejected("SCHEMA", "at is missing"))));
  }

  @Test
  void doesNotTakeTheReceiptOfAnotherKey() {
    BatchAnswer answer =
        received(
            "R",
            receipt("V9", "accepted", ""),
            receipt("V2", "accepted", ""),
            receipt("V3", "accepted", ""),
            receipt("V4", "accepted", ""));

    assertThat(((BatchAnswer.Received) answer).outcomes().get(0))
        .isInstanceOf(DeliveryOutcome.RetryLater.class);
  }

  @Test
  void sendsAllAgainWhenReceiptsAreMissingOrUnreadable() {
    assertThat(read(200, Map.of(), "{\"receipts\":[]}"))
        .isEqualTo(new BatchAnswer.Away("the answer does not hold one receipt per item", 0, true));
    assertThat(read(200, Map.of(), "<html>")).isInstanceOf(BatchAnswer.Away.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void closesTheDestinationWhenItDoesNotLetUsIn(int status) {
    assertThat(read(status, Map.of(), "{\"code\":\"SIGNATURE\",\"title\":\"no\"}"))
        .isInstanceOfSatisfying(
            BatchAnswer.Closed.class,
            closed -> assertThat(closed.reason()).contains("SIGNATURE", "app-id", "resume"));
  }

  @Test
  void comesAgainWithinAnHourWhateverRetryAfterSays() {
    for (String seconds : List.of("1793700000", "9223372036854775807")) {
      assertThat(read(503, Map.of("Retry-After", List.of(seconds)), "{}"))
          .isInstanceOfSatisfying(
              BatchAnswer.Away.class, away -> assertThat(away.at()).isEqualTo(NOW + 3_600_000));
    }
    assertThat(read(503, Map.of("Retry-After", List.of("-5")), "{}"))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class, away -> assertThat(away.at()).isEqualTo(NOW));
  }

  @Test
  void takesNothingFromAnAnswerThatCannotBeStored() {
    BatchAnswer answer =
        received(
            "R\\u00009",
            receipt("V1", "rejected", ",\"code\":\"S\\u0000\",\"message\":\"a\\u0000b\""),
            receipt("V2", "accepted", ""),
            receipt("V3", "accepted", ""),
            receipt("V4", "accepted", ""));

    assertThat(((BatchAnswer.Received) answer).receiptNo()).isEqualTo("R9");
    assertThat(((BatchAnswer.Received) answer).outcomes().get(0))
        .isEqualTo(new DeliveryOutcome.Rejected("S", "ab"));
  }

  @Test
  void honoursRetryAfter() {
    assertThat(read(429, Map.of("Retry-After", List.of("7")), "{}"))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class,
            away -> {
              assertThat(away.at()).isEqualTo(NOW + 7000);
              assertThat(away.ambiguous()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void comesAgainAfterAServerError(int status) {
    assertThat(read(status, Map.of(), ""))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class, away -> assertThat(away.ambiguous()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void givesUpOnWhatThePlatformRefusesAsAWhole(int status) {
    assertThat(read(status, Map.of(), "{\"title\":\"bad batch\"}"))
        .isEqualTo(new BatchAnswer.Refused("HTTP_" + status, "bad batch"));
  }

  private static BatchAnswer read(int status, Map<String, List<String>> headers, String body) {
    var response = new Answer(status, headers, body);
    return PlatformAnswers.read(BATCH, new SignedCalls.Answer(response, response.body()), NOW);
  }

  private static BatchAnswer received(String receiptNo, String... receipts) {
    return read(
        200,
        Map.of(),
        "{\"batchNo\":\"B-1\",\"receiptNo\":\""
            + receiptNo
            + "\",\"receipts\":["
            + String.join(",", receipts)
            + "]}");
  }

  private static String receipt(String key, String result, String more) {
    return "{\"key\":\"visit.registered:H1:"
        + key
        + "\",\"version\":1,\"result\":\""
        + result
        + "\""
        + more
        + "}";
  }

  private static MeasureEvent event(String key) {
    return new MeasureEvent(
        new EventKey("H1", "visit.registered", key),
        1,
        EventStatus.ACTIVE,
        NOW,
        NOW,
        null,
        Map.of(),
        "m");
  }

  private record Answer(int statusCode, Map<String, List<String>> fields, String text)
      implements HttpResponse<byte[]> {

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(fields, (name, value) -> true);
    }

    @Override
    public byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public HttpRequest request() {
      return HttpRequest.newBuilder(uri()).build();
    }

    @Override
    public Optional<HttpResponse<byte[]>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return URI.create("http://127.0.0.1/v1/measure-events");
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}
