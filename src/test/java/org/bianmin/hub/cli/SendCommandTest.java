package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.trial.MllpSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void sendsFilesAndFoldersInOrderAndExitsZeroWhenAllWereTaken() throws Exception {
    Files.createDirectories(folder.resolve("b/.hidden"));
    write("b/2.hl7", message("C3") + message("C4"));
    write("a.hl7", "BHS|x\n" + message("C1") + message("C2") + "BTS|2\n");
    write("b/.hidden/x.hl7", message("NEVER"));
    write("z.hl7", message("C5"));
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString())).isZero();
      assertThat(texts(sink))
          .containsExactly(
              received("C1"), received("C2"), received("C3"), received("C4"), received("C5"));
      assertThat(sink.connections()).isEqualTo(1);
    }
    assertThat(out.toString())
        .containsPattern("AA +5\\R")
        .containsPattern("no answer +0\\R")
        .containsPattern("total +5\\R")
        .contains("p50")
        .contains("p99")
        .doesNotContain("not positive");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void sendsBytesAsTheyAre() throws Exception {
    byte[] bytes = "MSH|^~\\&|東|過||||20261103|ADT^A04|G1\r".getBytes(Charset.forName("GB18030"));
    Files.write(folder.resolve("g.hl7"), bytes);
    try (MllpSink sink = new MllpSink(MllpSink.always("CA"))) {
      assertThat(send(sink, folder.resolve("g.hl7").toString())).isZero();
      assertThat(sink.messages()).containsExactly(bytes);
    }
  }

  @Test
  void exitsOneAndNamesMessagesThatWereNotTaken() throws Exception {
    write("day.hl7", message("C1") + message("C2") + message("C3"));
    MllpSink.Reply reply =
        (message, id, stream) -> {
          String code = id.equals("C2") ? "AE" : id.equals("C3") ? "AR" : "AA";
          String text = id.equals("C2") ? "the store is full" : "";
          stream.write(MllpSink.frame(MllpSink.ack(code, id, text)));
        };
    try (MllpSink sink = new MllpSink(reply)) {
      assertThat(send(sink, folder.toString())).isEqualTo(1);
    }
    assertThat(out.toString())
        .containsPattern("AA +1\\R")
        .containsPattern("AE +1\\R")
        .containsPattern("AR +1\\R")
        .contains("AE  " + folder.resolve("day.hl7") + "#2: the store is full")
        .contains("AR  " + folder.resolve("day.hl7") + "#3");
  }

  @Test
  void countsAMessageWithoutAnswerAndGoesOnOnAnotherConnection() throws Exception {
    write("day.hl7", message("C1") + message("C2"));
    MllpSink.Reply silentOnce =
        (message, id, stream) -> {
          if (id.equals("C2")) {
            stream.write(MllpSink.frame(MllpSink.ack("AA", id, "")));
          }
        };
    try (MllpSink sink = new MllpSink(silentOnce)) {
      assertThat(send(sink, folder.toString(), "--timeout", "0.2")).isEqualTo(1);
      assertThat(sink.connections()).isEqualTo(2);
    }
    assertThat(out.toString()).containsPattern("AA +1\\R").containsPattern("no answer +1\\R");
  }

  @Test
  void reportsWhatWasSentWhenTheReceiverGoesAway() throws Exception {
    write("day.hl7", message("C1") + message("C2") + message("C3"));
    MllpSink[] sink = new MllpSink[1];
    MllpSink.Reply reply =
        (message, id, stream) -> {
          if (id.equals("C1")) {
            stream.write(MllpSink.frame(MllpSink.ack("AA", id, "")));
          } else {
            sink[0].close();
          }
        };
    sink[0] = new MllpSink(reply);
    assertThat(send(sink[0], folder.toString())).isEqualTo(2);
    assertThat(out.toString()).containsPattern("AA +1\\R").containsPattern("no answer +1\\R");
    assertThat(err.toString()).contains("is the receiver running?");
  }

  @Test
  void spreadsManyMessagesOverManyConnections() throws Exception {
    for (int file = 0; file < 40; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        text.append(message("C" + file + "-" + i));
      }
      write(file + ".hl7", text.toString());
    }
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString(), "--connections", "16")).isZero();
      assertThat(sink.connections()).isEqualTo(16);
      assertThat(texts(sink)).hasSize(2000).doesNotHaveDuplicates();
    }
    assertThat(out.toString()).containsPattern("total +2000\\R");
  }

  @Test
  void keepsTheRate() throws Exception {
    write("day.hl7", message("C1") + message("C2") + message("C3") + message("C4"));
    long before = System.nanoTime();
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString(), "--rate", "20", "--connections", "2")).isZero();
    }
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(150_000_000);
  }

  @Test
  void showsTheProgressBarWhenAskedTo() throws Exception {
    write("day.hl7", message("C1"));
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString(), "--progress")).isZero();
    }
    assertThat(out.toString()).containsPattern("AA +1\\R");
  }

  @Test
  void namesFilesWithoutAMessage() throws Exception {
    write("a.txt", "no HL7");
    write("b.hl7", message("C1"));
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString())).isZero();
    }
    assertThat(out.toString()).contains("not sent").contains("a.txt");
  }

  @Test
  void exitsTwoWhereNothingIsToBeSent() throws Exception {
    write("a.txt", "no HL7");
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      assertThat(send(sink, folder.toString())).isEqualTo(2);
      assertThat(send(sink, folder.resolve("gone").toString())).isEqualTo(2);
    }
    assertThat(err.toString()).contains("starts with MSH").contains("does not exist");
  }

  @Test
  void exitsTwoWhereNobodyListens() throws Exception {
    write("day.hl7", message("C1"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(run("send", "--to", "127.0.0.1:" + port, folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no connection to 127.0.0.1:" + port);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void exitsTwoOnWrongUsage() {
    assertThat(run("send", "x.hl7")).isEqualTo(2);
    assertThat(run("send", "--to", "nowhere", "x.hl7")).isEqualTo(2);
    assertThat(run("send", "--to", "h:1", "--connections", "0", "x.hl7")).isEqualTo(2);
    assertThat(run("send", "--to", "h:1", "--timeout", "0", "x.hl7")).isEqualTo(2);
    assertThat(run("sned")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--to")
        .contains("'nowhere' is not HOST:PORT")
        .contains("--connections must be 1 or more")
        .contains("--timeout must be above 0")
        .contains("sned");
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("send").contains("Without a command it starts");
    assertThat(run("send", "--help")).isZero();
    assertThat(out.toString()).contains("--connections").contains("Exit codes");
  }

  @Test
  void leavesHubArgumentsToTheHub() {
    assertThat(Commands.isCommand(new String[] {})).isFalse();
    assertThat(Commands.isCommand(new String[] {"--hub.trial.traffic=false"})).isFalse();
    assertThat(Commands.isCommand(new String[] {"send", "--to", "h:1", "x"})).isTrue();
    assertThat(Commands.isCommand(new String[] {"--help"})).isTrue();
  }

  private int send(MllpSink sink, String... rest) {
    List<String> args = new ArrayList<>(List.of("send", "--to", "127.0.0.1:" + sink.port()));
    args.addAll(List.of(rest));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    CommandLine line = Commands.commandLine();
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String message(String controlId) {
    return "MSH|^~\\&|HIS|F|HUB|F|20261103080000||ADT^A04|" + controlId + "|T|2.5.1\nPID|1||1\n";
  }

  private static String received(String controlId) {
    return message(controlId).replace('\n', '\r');
  }

  private static List<String> texts(MllpSink sink) {
    return sink.messages().stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
