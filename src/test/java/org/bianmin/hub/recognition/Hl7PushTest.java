package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A HIS that is told over real sockets. */
class Hl7PushTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final long ORDERED = 1_793_667_900_000L;

  private PlayedHis his = new PlayedHis(0, GB18030);
  private Hl7Push push = push("?charset=GB18030&receiver=HIS-A", 2_000);

  @AfterEach
  void close() {
    push.destroy();
    his.close();
  }

  @Test
  void aHisCanReadWhatItIsTold() throws Exception {
    assertThat(push.send(batch(prompt(1, Map.of())))).isEqualTo(accepted(1));

    String message = his.messages.get(0);
    assertThat(message.replaceFirst("\\|2\\d{13}\\|", "|SENT|").replace('\r', '\n'))
        .isEqualTo(Files.readString(Path.of("src/test/resources/recognition/prompt-to-his.hl7")));
    assertThat(message).doesNotContain("person-1");
  }

  @Test
  void aCorrectionOfAReportThatWasShownIsSaidFirst() {
    var changed =
        Map.<String, Object>of(
            "sourceState",
            "corrected",
            "sourceChangedAt",
            "2026-11-03T10:00:00+08:00",
            "changedReportKey",
            "result.issued:H002:R0007");

    push.send(batch(prompt(2, changed)));

    assertThat(his.messages.get(0))
        .contains("|HR02^", "20261103100000", "NTE|1|L|您曾看到的报告已更正：result.issued:H002:R0007");
  }

  @Test
  void oneConnectionIsKept() {
    push.send(batch(prompt(1, Map.of()), prompt(2, Map.of())));
    push.send(batch(prompt(3, Map.of())));

    assertThat(his.messages).hasSize(3);
    assertThat(his.connections).hasValue(1);
  }

  @Test
  void aConnectionThatTheHisHasClosedLosesNothing() {
    push.send(batch(prompt(1, Map.of())));
    his.hangUp();

    assertThat(push.send(batch(prompt(2, Map.of())))).isEqualTo(accepted(1));
    assertThat(his.connections).hasValue(2);
  }

  @Test
  void aHisThatIsDownIsAwayAndIsToldWhenItIsBack() {
    int port = his.port();
    his.close();

    assertThat(push.send(batch(prompt(1, Map.of()))))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class, away -> assertThat(away.ambiguous()).isFalse());

    his = new PlayedHis(port, GB18030);
    assertThat(push.send(batch(prompt(1, Map.of())))).isEqualTo(accepted(1));
  }

  @Test
  void aSlowHisIsAwayAndMayHaveIt() {
    push.destroy();
    push = push("", 200);
    his.answers(null);

    assertThat(push.send(batch(prompt(1, Map.of()))))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class, away -> assertThat(away.ambiguous()).isTrue());

    his.answers("AA");
    assertThat(push.send(batch(prompt(1, Map.of())))).isEqualTo(accepted(1));
    await().atMost(Duration.ofMinutes(1)).until(() -> his.messages.size() == 2);
    assertThat(controlId(his.messages.get(1))).isEqualTo(controlId(his.messages.get(0)));
  }

  @Test
  void anErrorIsTriedAgainAndARejectionIsNot() {
    his.answers("AE");
    assertThat(outcome(push.send(batch(prompt(1, Map.of())))))
        .isInstanceOf(DeliveryOutcome.RetryLater.class);

    his.answers("AR");
    assertThat(outcome(push.send(batch(prompt(1, Map.of())))))
        .isInstanceOf(DeliveryOutcome.Rejected.class);
  }

  @Test
  void anAcknowledgementOfAnotherMessageAcceptsNothing() {
    byte[] answer = "MSH|^~\\&|HIS\rMSA|AA|other\r".getBytes(StandardCharsets.US_ASCII);

    assertThat(Hl7Push.read("mine", answer)).isInstanceOf(DeliveryOutcome.RetryLater.class);
    assertThat(Hl7Push.read("mine", "hello".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(DeliveryOutcome.RetryLater.class);
  }

  private static String controlId(String message) {
    return message.split("\\|", -1)[9];
  }

  private static DeliveryOutcome outcome(BatchAnswer answer) {
    return ((BatchAnswer.Received) answer).outcomes().get(0);
  }

  private static BatchAnswer accepted(int n) {
    return new BatchAnswer.Received(
        "-", java.util.Collections.nCopies(n, new DeliveryOutcome.Accepted("accepted")));
  }

  private static Batch batch(MeasureEvent... events) {
    return new Batch("his", "B1", List.of(events));
  }

  private Hl7Push push(String query, int timeoutMillis) {
    URI url = URI.create("mllp://127.0.0.1:" + his.port() + query);
    DestinationProperties properties =
        new DestinationProperties(
            url,
            null,
            "push-hl7",
            null,
            null,
            "HMAC-SM3",
            "none",
            null,
            "test: synthetic data only",
            null,
            1,
            1,
            Duration.ofMillis(timeoutMillis),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            List.of("recognition.prompted"),
            new DestinationProperties.Capabilities(true, true, true),
            true);
    return new Hl7Push(new Destinations(Map.of("his", properties)));
  }

  private static MeasureEvent prompt(int version, Map<String, Object> more) {
    Map<String, Object> attributes = new java.util.TreeMap<>(more);
    attributes.put("doctorId", "D1");
    attributes.put("visitRef", "V1");
    attributes.put("orderRef", "ORD1");
    attributes.put("scene", "2");
    attributes.put(
        "candidates",
        List.of(
            Map.of(
                "reportNo", "R0007",
                "orgCode", "H002",
                "orgName", "第二人民医院",
                "itemCode", "lab-glu",
                "itemName", "葡萄糖",
                "reportKey", "result.issued:H002:R0007",
                "reportedAt", "2026-11-01T08:30:00+08:00",
                "value", "5.6",
                "unit", "mmol/L",
                "label", "全国HR"),
            Map.of(
                "reportNo", "X0009",
                "orgCode", "H003",
                "itemCode", "ct-head",
                "reportKey", "result.issued:H003:X0009",
                "link", "https://images.example/?a=1&b=2")));
    return new MeasureEvent(
        new EventKey("H001", "recognition.prompted", "order/ORD1"),
        version,
        EventStatus.ACTIVE,
        ORDERED,
        ORDERED,
        "person-1",
        attributes,
        "0");
  }
}
