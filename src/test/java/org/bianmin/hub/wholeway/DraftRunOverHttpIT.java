package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.normalize.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The command {@code replay} in a JVM of its own against a whole hub. */
class DraftRunOverHttpIT {

  private static final String VISIT =
      "MSH|^~\\&|HIS|H|HUB|H|202611030800%1$s||ADT^A04|A%1$s|T|2.5.1||||||UNICODE UTF-8\r"
          + "EVN|A04|202611030800%1$s\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1|||||||D1||||||||%2$s|V%1$s\r";
  private static final long BACKLOG_MILLIS = 2_500;
  private static final String RUNS = "mappings/draft-runs";

  @TempDir Path data;

  @Test
  void triesADraftPutsItInForceAndReplaysAndIsCancelledWhenBrokenOff() throws Exception {
    Path mappings = data.resolve("mappings");
    Path draft = data.resolve("drafts/vvip");
    FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    FileSystemUtils.copyRecursively(Path.of("mappings"), draft);
    Files.writeString(
        draft.resolve("codes/clinic-level.csv"),
        "his,VVIP,special-need,特需,\n",
        StandardOpenOption.APPEND);
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.mappings=" + mappings,
            "--hub.drafts=" + data.resolve("drafts"))) {
      send(hub, "01", "VVIP");
      send(hub, "02", "expert");
      hub.awaitQuiet();

      Process tries = replay(hub, "--draft", draft.toString());
      assertThat(output(tries))
          .contains("2 messages read, 1 of them different", "VVIP (no row)  special-need");
      assertThat(tries.exitValue()).isZero();
      assertThat(unmapped(hub)).containsExactly("VVIP");

      FileSystemUtils.copyRecursively(draft, mappings);
      assertThat(hub.post("/api/v1/mappings/reload", "{}").statusCode()).isEqualTo(200);
      Process replays = replay(hub, "--source", "his");
      assertThat(output(replays)).contains("2 messages were read again");
      assertThat(replays.exitValue()).isZero();
      assertThat(unmapped(hub)).isEmpty();

      // a hub with a backlog lets draft runs wait, so this one is surely broken off in the middle
      hub.bean(Normalizer.class).stop();
      send(hub, "03", "VVIP");
      await().until(() -> hub.bean(MessageQueries.class).oldestWaiting() < now() - BACKLOG_MILLIS);
      Process broken = replay(hub, "--draft", "vvip");
      assertThat(line(broken)).isEqualTo("Draft run 2 has begun; Ctrl-C cancels it");
      assertThat(state(hub, 2)).isEqualTo("RUNNING");
      // as Ctrl-C does, but by its handle, which leaves the pipe open
      broken.toHandle().destroy();
      assertThat(output(broken)).contains("Draft run 2 is cancelled");
      await().until(() -> state(hub, 2).equals("CANCELLED"));
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static void send(WholeHub hub, String number, String level) throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      connection.send(VISIT.formatted(number, level).getBytes(StandardCharsets.UTF_8));
      connection.answer();
    }
  }

  private static List<String> unmapped(WholeHub hub) throws Exception {
    return hub.api("unmapped").get("items").findValuesAsText("code");
  }

  private static String state(WholeHub hub, int run) throws Exception {
    JsonNode state = hub.api(RUNS + "/" + run).path("state");
    return state.asText();
  }

  private static Process replay(WholeHub hub, String... rest) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(HubApplication.class.getName(), "replay", "--from", "2026-01-01"));
    command.addAll(List.of("--url", hub.url().toString()));
    command.addAll(List.of(rest));
    return new ProcessBuilder(command).redirectErrorStream(true).directory(new File(".")).start();
  }

  /** The next line, byte by byte, so that nothing behind it is taken. */
  private static String line(Process process) throws Exception {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = process.getInputStream().read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = process.getInputStream().read();
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static String output(Process process) throws Exception {
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return all;
  }
}
