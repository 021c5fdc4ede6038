package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents and declarations from the sender's HTTP to the platform. */
class DocumentsIT {

  private static final String RUN =
      """
      {"type": "ems.run", "key": "RUN-1", "action": "%s", "recordedAt": "2026-11-03T09:%s:00+08:00",
       "attributes": {"callReceivedAt": "2026-11-03T08:00:10+08:00", "stationCode": "%s"}}
      """;
  private static final String CANCELLED =
      """
      {"type": "ems.run", "key": "RUN-1", "action": "void", "recordedAt": "2026-11-03T10:00:00+08:00"}
      """;
  private static final String DECLARED =
      """
      {"obligationId": "HAI-29", "period": "2026-H2", "value": true, "effectiveFrom": "2026-07-01",
       "effectiveTo": "2027-06-30", "declaredBy": "医务科 001", "basis": "certificate",
       "evidenceRef": ["CERT-17"]}
      """;

  @TempDir Path data;

  @Test
  void reachThePlatformOnceInWhateverOrderTheyAreSent() throws Exception {
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.sources.ems.transport=json",
            "--hub.sources.declared.transport=declaration")) {
      // the newer one first, the older one late, and one of them twice
      accepted(hub.post("/api/v1/events", RUN.formatted("record", "20", "ST02")));
      accepted(hub.post("/api/v1/events", RUN.formatted("record", "10", "ST01")));
      accepted(hub.post("/api/v1/events", RUN.formatted("record", "20", "ST02")));
      accepted(hub.post("/api/v1/declarations", DECLARED));
      hub.awaitQuiet();

      assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
      Map<String, JsonNode> held = hub.heldOf(WholeHub.FACILITY);
      assertThat(held).hasSize(2);
      JsonNode run = held.get("ems.run:" + WholeHub.FACILITY + ":RUN-1");
      assertThat(run.at("/attributes/stationCode").asText()).isEqualTo("ST02");
      assertThat(run.get("occurredAt").asText()).isEqualTo("2026-11-03T08:00:10+08:00");
      JsonNode declared =
          held.values().stream()
              .filter(fact -> fact.get("type").asText().equals("declaration.made"))
              .findFirst()
              .orElseThrow();
      assertThat(declared.at("/attributes/value").asText()).isEqualTo("yes");
      assertThat(declared.at("/attributes/evidenceRef/0/ref").asText()).isEqualTo("CERT-17");

      accepted(hub.post("/api/v1/events", CANCELLED));
      hub.awaitQuiet();
      run = hub.heldOf(WholeHub.FACILITY).get("ems.run:" + WholeHub.FACILITY + ":RUN-1");
      assertThat(run.get("status").asText()).isEqualTo("void");
      assertThat(hub.violations().get("items")).isEmpty();
      assertThat(hub.count("select count(*) from message")).isEqualTo(4);
    }
  }

  private static void accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
