package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboundRecordTest {

  private static final byte[] RAW = {0, (byte) 0xFF, 'M', '\r', (byte) 0x81};

  static Stream<NewMessage> messages() {
    NewMessage plain = message("C-张三", "ADT^A01", "GB18030", RAW, null);
    return Stream.of(
        plain,
        plain.with("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        message("", "", null, new byte[0], new Parked("frame", "why\nand what", null)),
        message("", "", null, RAW, new Parked("parse", "why", "PV1-19, 第二")),
        new NewMessage(
            "wechat",
            "F1",
            MessageFormat.JSON,
            "N1",
            "payment",
            "UTF-8",
            7L,
            RAW,
            null,
            null,
            new byte[] {(byte) 0x80, 0}));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void carriesAllThatTheJournalNeeds(NewMessage message) {
    var record = InboundRecord.of("topic", message);

    assertThat(InboundRecord.read(record.key(), record.value(), record.headers()))
        .usingRecursiveComparison()
        .isEqualTo(message);
    assertThat(record.value()).isSameAs(message.raw());
  }

  @Test
  void keepsTheMessagesOfASourceInOnePartition() {
    assertThat(InboundRecord.of("topic", message("1", "", null, RAW, null)).key())
        .isEqualTo("his".getBytes(UTF_8));
  }

  @Test
  void knowsWhatNoListenerHasWritten() {
    var record = InboundRecord.of("topic", message("1", "", null, RAW, null));
    record.headers().add("hub-message", new byte[] {'2'});

    assertThatThrownBy(() -> InboundRecord.read(record.key(), RAW, record.headers()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InboundRecord.read(null, RAW, record.headers()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NewMessage message(
      String controlId, String trigger, String charset, byte[] raw, Parked parked) {
    return new NewMessage(
        "his",
        "F1",
        MessageFormat.HL7V2,
        controlId,
        trigger,
        charset,
        1_760_000_000_000L,
        raw,
        parked,
        null);
  }
}
