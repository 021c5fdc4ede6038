package org.bianmin.hub.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.TrialMessage;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the hub really sends, checked against the published contract without the hub's code. */
class ContractIT {

  private static final String ID = "https://bianmin.example/platform-contract/schemas/";

  @TempDir Path data;

  @Test
  void sendsWhatThePublishedContractAllows() throws Exception {
    JsonSchema batch = schema();
    try (RecordingPlatform platform =
            new RecordingPlatform(item -> RecordingPlatform.receipt(item, "accepted"));
        WholeHub hub = WholeHub.startTowards(platform.url(), data)) {
      HospitalDay day = new HospitalDay(3, LocalDate.of(2026, 11, 3), WholeHub.FACILITY, 200);
      try (MllpConnection connection = hub.mllp()) {
        for (TrialMessage message : day) {
          connection.send(message.bytes());
          connection.answer();
        }
      }
      hub.awaitQuiet();

      assertThat(platform.calls).isNotEmpty();
      Set<String> nonces = new HashSet<>();
      Set<String> types = new HashSet<>();
      Set<String> states = new HashSet<>();
      for (RecordedCall call : platform.calls) {
        assertThat(batch.validate(call.json())).as("%s", call.json()).isEmpty();
        checkSignature(call);
        assertThat(nonces.add(call.headers().get("x-nonce"))).isTrue();
        for (JsonNode item : call.json().get("items")) {
          types.add(item.get("type").asText());
          states.add(item.get("status").asText());
        }
      }
      assertThat(types).hasSize(10);
      assertThat(states).containsExactlyInAnyOrder("active", "void");
    }
  }

  @Test
  void endsEachDeliveryAsItsReceiptSays() throws Exception {
    Map<String, String> results =
        Map.of("RA", "accepted", "RD", "duplicate", "RS", "stale", "RR", "rejected");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (RecordingPlatform platform =
            new RecordingPlatform(
                item -> {
                  String key = item.get("key").asText();
                  String visit = key.substring(key.lastIndexOf(':') + 1);
                  if (visit.equals("RX") && seen.add(visit)) {
                    return RecordingPlatform.receipt(item, "no-such-result");
                  }
                  String result = results.getOrDefault(visit, "accepted");
                  var receipt = RecordingPlatform.receipt(item, result);
                  return result.equals("rejected")
                      ? receipt.put("code", "RULE_17").put("message", "Not this one.")
                      : receipt;
                });
        WholeHub hub = WholeHub.startTowards(platform.url(), data);
        MllpConnection connection = hub.mllp()) {
      for (String visit : List.of("RA", "RD", "RS", "RR", "RX")) {
        register(connection, visit);
      }
      hub.awaitQuiet();

      assertThat(deliveries(hub))
          .containsEntry("RA", "DELIVERED accepted null")
          .containsEntry("RD", "DELIVERED duplicate null")
          .containsEntry("RS", "DELIVERED stale null")
          .containsEntry("RR", "DISCARDED RULE_17 Not this one.")
          .containsEntry("RX", "DELIVERED accepted null");
      assertThat(hub.count("select count(*) from delivery_attempt")).isEqualTo(1);
    }
  }

  @Test
  void keepsDeliveriesWhileThePlatformIsAway() throws Exception {
    try (RecordingPlatform platform =
            new RecordingPlatform(item -> RecordingPlatform.receipt(item, "accepted"));
        WholeHub hub = WholeHub.startTowards(platform.url(), data);
        MllpConnection connection = hub.mllp()) {
      platform.answerCalls(503, null);
      register(connection, "AW");
      await().atMost(Duration.ofMinutes(1)).until(() -> platform.calls.size() >= 2);
      assertThat(deliveries(hub).get("AW")).doesNotStartWith("DELIVERED");
      platform.answerItems(item -> RecordingPlatform.receipt(item, "accepted"));
      hub.awaitQuiet();
      assertThat(deliveries(hub)).containsEntry("AW", "DELIVERED accepted null");
    }
  }

  @Test
  void pausesTheDestinationThatRefusesItsCredentials() throws Exception {
    try (RecordingPlatform platform =
            new RecordingPlatform(item -> RecordingPlatform.receipt(item, "accepted"));
        WholeHub hub = WholeHub.startTowards(platform.url(), data);
        MllpConnection connection = hub.mllp()) {
      platform.answerCalls(401, null);
      register(connection, "CR");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> hub.count("select count(*) from destination_pause") == 1);
      assertThat(deliveries(hub).get("CR")).doesNotStartWith("DELIVERED");
      assertThat(hub.count("select max(attempt) from delivery")).isZero();
    }
  }

  private static void register(MllpConnection connection, String visit) throws Exception {
    String message =
        "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A04|"
            + visit
            + "|T|2.5\rEVN|A04|20261103080000\rPID|1||P1\rPV1|1|O||||||||D1|||||||||"
            + visit
            + "\r";
    connection.send(message.getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(connection.answer(), UTF_8)).contains("MSA|AA|" + visit);
  }

  /** State, outcome and reason of the newest delivery, by business key. */
  private static Map<String, String> deliveries(WholeHub hub) {
    Map<String, String> deliveries = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(
            "select e.business_key, d.state, d.outcome, d.reason from delivery d"
                + " join measure_event e on e.id = d.event_id order by d.id")
        .query(
            row -> {
              deliveries.put(
                  row.getString(1),
                  row.getString(2) + ' ' + row.getString(3) + ' ' + row.getString(4));
            });
    return deliveries;
  }

  private static void checkSignature(RecordedCall call) {
    Map<String, String> headers = call.headers();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.target()).isEqualTo("/v1/measure-events");
    assertThat(headers.get("content-type")).startsWith("application/json");
    assertThat(headers.get("x-app-id")).isEqualTo(WholeHub.APP);
    assertThat(headers.get("x-nonce")).matches("[A-Za-z0-9._-]{16,64}");
    assertThat(headers.get("x-signature-algorithm")).isEqualTo("HMAC-SM3");
    long age = System.currentTimeMillis() - Long.parseLong(headers.get("x-timestamp"));
    assertThat(Math.abs(age)).isLessThan(Duration.ofMinutes(5).toMillis());
    SM3Digest sm3 = new SM3Digest();
    sm3.update(call.body(), 0, call.body().length);
    byte[] digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    assertThat(headers.get("x-digest")).isEqualTo(HexFormat.of().formatHex(digest));
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(WholeHub.KEY.getBytes(UTF_8)));
    byte[] text =
        String.join(
                "\n",
                call.method(),
                call.target(),
                headers.get("x-timestamp"),
                headers.get("x-nonce"),
                headers.get("x-digest"))
            .getBytes(UTF_8);
    mac.update(text, 0, text.length);
    byte[] signature = new byte[mac.getMacSize()];
    mac.doFinal(signature, 0);
    assertThat(headers.get("x-signature")).isEqualTo(HexFormat.of().formatHex(signature));
  }

  private static JsonSchema schema() {
    String folder = Path.of("docs", "platform-contract", "schemas").toUri().toString();
    return JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaMappers(mappers -> mappers.mapPrefix(ID, folder)))
        .getSchema(
            SchemaLocation.of(ID + "measure-event-batch.json"),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
