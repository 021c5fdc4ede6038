package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that a person keeps in a table, from the drop folder to the platform. */
class DeclaredFilesIT {

  private static final String FIRST =
      """
      指标编号,期间,值,生效日期,失效日期,申报人,审批人,依据,证明材料,替代申报
      HAI-03,2026-H1,是,2026/1/1,2027/12/31,医务科 001,分管院长,证书,CERT-17,
      HAI-04,2026-Q1,12,2026/1/1,2026/3/31,医务科 001,,文件,,
      """;
  private static final String LATER =
      """
      指标编号,期间,值,生效日期,失效日期,申报人,审批人,依据,证明材料,替代申报
      HAI-03,2026-H2,否,2026/7/1,2026/12/31,医务科 002,分管院长,证书,CERT-18,HAI-03/2026-H1/%s
      """
          .formatted(WholeHub.FACILITY);

  @TempDir Path data;

  @Test
  void expireAndGiveWayByTheirOwnWordsAndStayAsFacts() throws Exception {
    Path folder = data.resolve("drop");
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.sources.declared.transport=file",
            "--hub.sources.declared.format=declaration",
            "--hub.sources.declared.path=" + folder)) {
      drop(folder, "first.csv", FIRST);
      drop(folder, "later.csv", LATER);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> hub.count("select count(*) from message") == 3);
      hub.awaitQuiet();

      assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
      assertThat(hub.heldOf(WholeHub.FACILITY)).hasSize(3);
      JsonNode all = hub.api("events?type=declaration.made").get("items");
      assertThat(all).hasSize(3);
      assertThat(all.findValuesAsText("effectiveTo"))
          .containsExactlyInAnyOrder(
              "2027-12-31T23:59:59+08:00",
              "2026-03-31T23:59:59+08:00",
              "2026-12-31T23:59:59+08:00");
      assertThat(all.findValuesAsText("supersedes"))
          .containsExactly("HAI-03/2026-H1/" + WholeHub.FACILITY);

      assertThat(inForce(hub, "at=2025-12-31T23:59:59%2B08:00")).isEmpty();
      assertThat(inForce(hub, "at=2026-03-31T23:59:59%2B08:00"))
          .containsExactlyInAnyOrder("HAI-03 2026-H1", "HAI-04 2026-Q1");
      assertThat(inForce(hub, "at=2026-04-01T00:00:00%2B08:00")).containsExactly("HAI-03 2026-H1");
      assertThat(inForce(hub, "obligation=HAI-03&at=2026-07-01T00:00:00%2B08:00"))
          .containsExactly("HAI-03 2026-H2");
      assertThat(inForce(hub, "obligation=HAI-04&at=2026-07-01T00:00:00%2B08:00")).isEmpty();
      // what took its place has ended: the certificate does not come back by itself
      assertThat(inForce(hub, "at=2027-02-01T00:00:00%2B08:00")).isEmpty();
    }
  }

  private static List<String> inForce(WholeHub hub, String query) throws Exception {
    List<String> found = new ArrayList<>();
    for (JsonNode item : hub.api("declarations?" + query).get("items")) {
      JsonNode attributes = item.get("attributes");
      found.add(attributes.get("obligationId").asText() + " " + attributes.get("period").asText());
    }
    return found;
  }

  private static void drop(Path folder, String name, String text) throws Exception {
    Path part = Files.createDirectories(folder).resolve(name + ".part");
    Files.write(part, text.getBytes(Charset.forName("GBK")));
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(part, folder.resolve(name));
  }
}
