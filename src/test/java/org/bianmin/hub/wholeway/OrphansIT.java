package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left over from a cancelled visit is on a worklist, and nothing else. */
class OrphansIT {

  private static final String HEAD =
      "MSH|^~\\&|HIS|H|HUB|H|20261103%s||%s|%s|T|2.5.1||||||UNICODE UTF-8\r";
  private static final String PERSON = "PID|1||P1^^^HIS^MR||试验甲\r";
  private static final String VISIT = "PV1|1|O|C1|||||||D1|||||||||%s\r";

  @TempDir Path data;

  private static String adt(String event, String time, String visit) {
    return HEAD.formatted(time, "ADT^" + event, event + time)
        + "EVN|"
        + event
        + "|20261103"
        + time
        + "\r"
        + PERSON
        + VISIT.formatted(visit);
  }

  private static String report(String time, String report, String visit) {
    return HEAD.formatted(time, "ORU^R01", "R" + time)
        + PERSON
        + VISIT.formatted(visit)
        + "OBR|1||"
        + report
        + "|CBC^血常规^L|||20261103080000|||||||||||||||20261103090000||LAB|F\r"
        + "OBX|1|NM|WBC^白细胞^L||5.1|10*9/L|4-10|N|||F\r";
  }

  @Test
  void showsResultsOfACancelledVisitUntilTheVisitIsThereAgain() throws Exception {
    try (WholeHub hub = WholeHub.start(data, "--hub.console.open-loopback=true")) {
      send(hub, adt("A04", "080000", "V1"), adt("A04", "080100", "V2"));
      send(hub, report("090000", "R1", "V1"), report("090100", "R2", "V2"));
      assertThat(hub.api("orphans").get("items")).isEmpty();

      send(hub, adt("A11", "100000", "V1"));
      JsonNode items = hub.api("orphans").get("items");
      assertThat(items).hasSize(1);
      assertThat(items.get(0).at("/event/key").asText())
          .isEqualTo("result.issued:" + WholeHub.FACILITY + ":R1");
      assertThat(items.get(0).get("visit").asText()).isEqualTo("V1");

      // registered again under the same number
      send(hub, adt("A04", "110000", "V1"));
      assertThat(hub.api("orphans").get("items")).isEmpty();
    }
  }

  @Test
  void pagesThroughThem() throws Exception {
    try (WholeHub hub = WholeHub.start(data, "--hub.console.open-loopback=true")) {
      send(hub, adt("A04", "080000", "V1"), adt("A04", "080100", "V2"));
      for (int i = 0; i < 5; i++) {
        send(hub, report("09000" + i, "R" + i, "V1"), report("09010" + i, "Q" + i, "V2"));
      }
      send(hub, adt("A11", "100000", "V1"), adt("A11", "100100", "V2"));

      JsonNode first = hub.api("orphans?limit=6");
      JsonNode second = hub.api("orphans?limit=6&after=" + first.get("next").asText());
      assertThat(first.get("items")).hasSize(6);
      assertThat(second.get("items")).hasSize(4);
      assertThat(second.get("next").isNull()).isTrue();
      assertThat(
              java.util.stream.Stream.of(first, second)
                  .flatMap(page -> page.get("items").findValuesAsText("key").stream()))
          .doesNotHaveDuplicates()
          .hasSize(10);
    }
  }

  private static void send(WholeHub hub, String... messages) throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      for (String message : messages) {
        connection.send(message.getBytes(StandardCharsets.UTF_8));
        connection.answer();
      }
    }
    hub.awaitQuiet();
  }
}
