package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A code without a row: seen, mended, and exactly the messages that told it are read again. */
class UnmappedIT {

  private static final String VISIT =
      "MSH|^~\\&|HIS|H|HUB|H|202611030800%1$s||ADT^A04|A%1$s|T|2.5.1||||||UNICODE UTF-8\r"
          + "EVN|A04|202611030800%1$s\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1|||||||D1||||||||%2$s|V%1$s\r";
  private static final String CODE =
      """
      {"type": "visit.registered", "attribute": "clinicLevel", "source": "his", "code": "VVIP"}
      """;

  private static final String PARKED =
      """
      {"type": "visit.registered", "attribute": "visit-class.csv", "source": "his", "code": "JZ"}
      """;

  @TempDir Path data;

  @Test
  void isReplayedToTheFactsThatItConcernsAndToNoOthers() throws Exception {
    Path mappings = data.resolve("mappings");
    FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    try (WholeHub hub =
        WholeHub.start(data, "--hub.console.open-loopback=true", "--hub.mappings=" + mappings)) {
      try (MllpConnection connection = hub.mllp()) {
        for (String[] visit :
            new String[][] {{"01", "VVIP"}, {"02", "expert"}, {"03", "VVIP"}, {"04", "ODD"}}) {
          connection.send(VISIT.formatted(visit[0], visit[1]).getBytes(StandardCharsets.UTF_8));
          connection.answer();
        }
      }
      hub.awaitQuiet();
      JsonNode lines = hub.api("unmapped").get("items");
      assertThat(lines.findValuesAsText("code")).containsExactly("VVIP", "ODD");
      assertThat(lines.get(0).get("messages").asInt()).isEqualTo(2);
      assertThat(lines.get(0).get("waiting").asInt()).isEqualTo(2);
      assertThat(lines.get(0).get("parked").asBoolean()).isFalse();
      assertThat(lines.get(0).get("tables").get(0).asText()).isEqualTo("codes/clinic-level.csv");
      assertThat(lines.get(0).get("places").get(0).asText()).isEqualTo("PV1-18");

      Files.writeString(
          mappings.resolve("codes/clinic-level.csv"),
          "his,VVIP,special-need,特需,\n",
          StandardOpenOption.APPEND);
      assertThat(hub.post("/api/v1/mappings/reload", "{}").statusCode()).isEqualTo(200);
      assertThat(hub.post("/api/v1/unmapped/replay", CODE).body()).contains("\"replayed\":2");
      hub.awaitQuiet();

      assertThat(hub.api("unmapped").get("items").findValuesAsText("code")).containsExactly("ODD");
      assertThat(hub.count("select count(*) from message where replays > 0")).isEqualTo(2);
      assertThat(hub.count("select count(*) from measure_event")).isEqualTo(4);
      JsonNode mended = hub.heldOf(WholeHub.FACILITY).get(key("01"));
      assertThat(mended.at("/attributes/clinicLevel").asText()).isEqualTo("special-need");
      assertThat(mended.get("version").asInt()).isEqualTo(2);
      assertThat(hub.heldOf(WholeHub.FACILITY).get(key("02")).get("version").asInt()).isOne();
    }
  }

  @Test
  void parksTheMessagesOfACodeThatDecidesAndReplaysExactlyTheseOnceTheTableIsMended()
      throws Exception {
    Path mappings = data.resolve("mappings");
    FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    try (WholeHub hub =
        WholeHub.start(data, "--hub.console.open-loopback=true", "--hub.mappings=" + mappings)) {
      try (MllpConnection connection = hub.mllp()) {
        for (String[] visit :
            new String[][] {{"01", "JZ"}, {"02", "O"}, {"03", "JZ"}, {"04", "YY"}}) {
          String message =
              VISIT.formatted(visit[0], "expert").replace("PV1|1|O|", "PV1|1|" + visit[1] + "|");
          connection.send(message.getBytes(StandardCharsets.UTF_8));
          connection.answer();
        }
      }
      hub.awaitQuiet();
      JsonNode line = hub.api("unmapped").get("items").get(0);
      assertThat(line.get("type").asText()).isEqualTo("visit.registered");
      assertThat(line.get("attribute").asText()).isEqualTo("visit-class.csv");
      assertThat(line.get("code").asText()).isEqualTo("JZ");
      assertThat(line.get("parked").asBoolean()).isTrue();
      assertThat(line.get("tables").get(0).asText()).isEqualTo("codes/visit-class.csv");
      assertThat(line.get("places").get(0).asText()).isEqualTo("PV1-2");
      assertThat(line.get("messages").asInt()).isEqualTo(2);
      assertThat(line.get("waiting").asInt()).isEqualTo(2);
      assertThat(hub.count("select count(*) from message where state = 'PARKED'")).isEqualTo(3);

      // still missing: counted once, and still on the list
      assertThat(hub.post("/api/v1/unmapped/replay", PARKED).body()).contains("\"replayed\":2");
      hub.awaitQuiet();
      assertThat(hub.api("unmapped").get("items").get(0)).isEqualTo(withLastSeen(hub, line));

      Files.writeString(
          mappings.resolve("codes/visit-class.csv"), "his,JZ,E,急诊,\n", StandardOpenOption.APPEND);
      assertThat(hub.post("/api/v1/mappings/reload", "{}").statusCode()).isEqualTo(200);
      assertThat(hub.post("/api/v1/unmapped/replay", PARKED).body()).contains("\"replayed\":2");
      hub.awaitQuiet();

      assertThat(hub.api("unmapped").get("items").findValuesAsText("code")).containsExactly("YY");
      assertThat(hub.count("select count(*) from message where state = 'PARKED'")).isOne();
      assertThat(hub.count("select count(*) from measure_event")).isEqualTo(3);
      JsonNode mended = hub.heldOf(WholeHub.FACILITY).get(key("01"));
      assertThat(mended.at("/attributes/visitClass").asText()).isEqualTo("E");
      assertThat(mended.get("version").asInt()).isOne();
    }
  }

  private static JsonNode withLastSeen(WholeHub hub, JsonNode line) throws Exception {
    JsonNode now = hub.api("unmapped").get("items").get(0);
    return ((ObjectNode) line.deepCopy()).set("lastSeen", now.get("lastSeen"));
  }

  private static String key(String visit) {
    return "visit.registered:" + WholeHub.FACILITY + ":V" + visit;
  }
}
