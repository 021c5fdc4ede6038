package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MllpClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void framesTheMessageAndReadsTheAnswer() throws Exception {
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) -> out.write(MllpSink.frame(MllpSink.ack("AE", id, "库暂不可写"))));
        MllpClient client = client(sink.port(), LONG)) {
      byte[] message = message("C1");
      assertThat(client.send(message)).isEqualTo(new Answer("AE", "C1", "库暂不可写"));
      assertThat(sink.messages()).containsExactly(message);
    }
  }

  @Test
  void readsAnAnswerThatComesByteByByte() throws Exception {
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) -> {
                  out.write("noise".getBytes(StandardCharsets.US_ASCII));
                  for (byte b : MllpSink.frame(MllpSink.ack("AA", id, ""))) {
                    out.write(b);
                    out.flush();
                  }
                });
        MllpClient client = client(sink.port(), LONG)) {
      assertThat(client.send(message("C1")).positive()).isTrue();
      assertThat(client.send(message("C2")).controlId()).isEqualTo("C2");
      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsSeveralAnswersToOneMessage() throws Exception {
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) ->
                    out.write(
                        concat(
                            MllpSink.frame(MllpSink.ack("CA", id, "")),
                            MllpSink.frame(MllpSink.ack("AA", id, "")))));
        MllpClient client = client(sink.port(), LONG)) {
      List<Answer> answers = client.send(message("C1"), 2);
      assertThat(answers).extracting(Answer::code).containsExactly("CA", "AA");
    }
  }

  @Test
  void closesWhenTheAnswerIsLateSoThatItCannotCountForTheNextMessage() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) -> {
                  if (asked.incrementAndGet() > 1) {
                    out.write(MllpSink.frame(MllpSink.ack("AA", id, "")));
                  }
                });
        MllpClient client = client(sink.port(), Duration.ofMillis(150))) {
      assertThatThrownBy(() -> client.send(message("C1")))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(client.connected()).isFalse();
      assertThat(client.send(message("C2")).controlId()).isEqualTo("C2");
      assertThat(sink.connections()).isEqualTo(2);
    }
  }

  @Test
  void closesWhenTheAnswerBelongsToAnotherMessage() throws Exception {
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) -> out.write(MllpSink.frame(MllpSink.ack("AA", "OLD", ""))));
        MllpClient client = client(sink.port(), LONG)) {
      assertThatThrownBy(() -> client.send(message("C1")))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("MSA-2");
      assertThat(client.connected()).isFalse();
    }
  }

  @Test
  void closesWhenASecondAnswerWasLeftOver() throws Exception {
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) ->
                    out.write(
                        concat(
                            MllpSink.frame(MllpSink.ack("AA", id, "")),
                            MllpSink.frame(MllpSink.ack("AA", id, "")))));
        MllpClient client = client(sink.port(), LONG)) {
      client.send(message("C1"));
      assertThatThrownBy(() -> client.send(message("C2"))).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void closesWhenTheAnswerHoldsNoMsa() throws Exception {
    try (MllpSink sink = new MllpSink((message, id, out) -> out.write(MllpSink.frame("hello\r")));
        MllpClient client = client(sink.port(), LONG)) {
      assertThatThrownBy(() -> client.send(message("C1")))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("MSA");
    }
  }

  @Test
  void tellsThatTheReceiverClosedBeforeItAnswered() throws Exception {
    try (MllpSink sink = new MllpSink((message, id, out) -> out.close());
        MllpClient client = client(sink.port(), LONG)) {
      assertThatThrownBy(() -> client.send(message("C1"))).isInstanceOf(EOFException.class);
      assertThat(client.connected()).isFalse();
    }
  }

  @Test
  void findsTheControlIdBehindGbkCharactersThatHoldADelimiter() throws Exception {
    byte[] message = "MSH|^~\\&|東院|皛||||過|ADT^A04|G1|T|2.4\r".getBytes(Charset.forName("GB18030"));
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"));
        MllpClient client = client(sink.port(), LONG)) {
      assertThat(client.send(message).controlId()).isEqualTo("G1");
    }
  }

  @Test
  void carriesMessagesAndAnswersLargerThanItsBuffers() throws Exception {
    String large = "x".repeat(3_000_000);
    try (MllpSink sink =
            new MllpSink(
                (message, id, out) -> out.write(MllpSink.frame(MllpSink.ack("AA", id, large))));
        MllpClient client = client(sink.port(), LONG)) {
      byte[] message =
          (new String(message("C1"), StandardCharsets.UTF_8) + large)
              .getBytes(StandardCharsets.UTF_8);
      assertThat(client.send(message).text()).hasSize(large.length());
      assertThat(sink.messages().get(0)).isEqualTo(message);
    }
  }

  @Test
  void failsAtOnceWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (MllpClient client = client(port, LONG)) {
      assertThatThrownBy(client::connect).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void refusesToSendOnceItIsClosed() {
    MllpClient client = client(1, LONG);
    client.close();
    assertThatThrownBy(() -> client.send(message("C1"))).isInstanceOf(IOException.class);
  }

  private static MllpClient client(int port, Duration answer) {
    return new MllpClient("127.0.0.1", port, LONG, answer);
  }

  private static byte[] message(String controlId) {
    return ("MSH|^~\\&|HIS|F|HUB|F|20261103080000||ADT^A04|" + controlId + "|T|2.5.1\rPID|1||1\r")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
