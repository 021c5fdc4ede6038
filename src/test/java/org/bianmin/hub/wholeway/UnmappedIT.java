package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

  private static String key(String visit) {
    return "visit.registered:" + WholeHub.FACILITY + ":V" + visit;
  }
}
