package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.bianmin.hub.journal.MessageQueries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How traces of others are tied to those of the hub. */
class TraceParentIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SENDER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String ENCOUNTER =
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0001",
         "resource": {"resourceType": "Patient",
          "identifier": [{"system": "urn:his", "value": "P1"}]},
         "request": {"method": "POST", "url": "Patient"}},
        {"fullUrl": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0002",
         "resource": {"resourceType": "Encounter", "id": "V1", "status": "in-progress",
          "identifier": [{"system": "urn:visit", "value": "V1"}],
          "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
          "subject": {"reference": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0001"},
          "period": {"start": "2026-11-03T08:00:00+08:00"}},
         "request": {"method": "POST", "url": "Encounter"}}]}
      """;

  @TempDir Path data;

  @Test
  void senderAndDestinationFindTheirOwnTracesTiedToIt() throws Exception {
    try (SpanReceiver receiver = new SpanReceiver();
        RecordingPlatform platform =
            new RecordingPlatform(item -> RecordingPlatform.receipt(item, "accepted"));
        WholeHub hub =
            WholeHub.startTowards(
                platform.url(),
                data,
                "--hub.tracing.sample=1",
                "--hub.tracing.tell=platform",
                receiver.setting())) {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(hub.url().resolve("/fhir"))
                  .header("Content-Type", "application/fhir+json")
                  .header("traceparent", SENDER)
                  .POST(HttpRequest.BodyPublishers.ofString(ENCOUNTER))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      await().atMost(PATIENCE).until(() -> hub.bean(MessageQueries.class).find(1).isPresent());
      await().atMost(PATIENCE).until(() -> !receiver.ofMessage(1).isEmpty());
      assertThat(TracesIT.one(receiver.ofMessage(1), "receive").links())
          .containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
      await()
          .atMost(PATIENCE)
          .until(() -> receiver.spans().stream().anyMatch(span -> span.name().equals("call")));
      SpanReceiver.Kept call =
          receiver.spans().stream().filter(s -> s.name().equals("call")).findFirst().get();
      assertThat(platform.calls)
          .anySatisfy(
              recorded ->
                  assertThat(recorded.headers().get("traceparent"))
                      .isEqualTo("00-" + call.trace() + "-" + call.id() + "-01"));
    }
  }
}
