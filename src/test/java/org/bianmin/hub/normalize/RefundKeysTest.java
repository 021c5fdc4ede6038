package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.Test;

/** A refund is one fact, whoever tells it: the wallet, whoever forwards a copy, and the bill. */
class RefundKeysTest {

  private static final String COPY =
      "{'eventId':'C1','eventType':'REFUNDED','eventTime':'2026-11-04T10:00:05+08:00',"
          + "'channel':'%s','transactionId':'%s','refundNo':'%s','refundFen':2001,"
          + "'refundedAt':'2026-11-04T10:00:00+08:00'}";

  private final MappingSet mappings = MappingCheck.report(ShippedFolder.SHIPPED).set();

  private Set<String> told(String profile, String json) {
    SourceProperties source =
        SourceProperties.reading("H1", ZoneId.of("Asia/Shanghai"), profile, 10);
    byte[] raw = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    NewMessage message =
        new NewMessage("s", "H1", MessageFormat.JSON, "", "", null, 0, raw, null, null);
    Outcome outcome =
        new MessageNormalizer(
                new Sources("H1", Map.of("s", source)), new Hl7Charsets(Map.of()), mappings)
            .normalize(new JournalRow(1, message, 0));
    assertThat(outcome).isInstanceOf(Outcome.Normalized.class);
    List<Assertion> assertions = ((Outcome.Normalized) outcome).assertions();
    Set<String> refunds = new HashSet<>();
    for (Assertion assertion : assertions) {
      refunds.add(
          assertion.key().type()
              + " "
              + assertion.key().businessKey()
              + " of "
              + assertion.attributes().get("originalKey"));
    }
    return refunds;
  }

  private Set<String> example(String profile, String name) throws IOException {
    return told(
        profile,
        Files.readString(ShippedFolder.SHIPPED.resolve("examples/" + name + "/document.json")));
  }

  @Test
  void ofAlipayIsItsTradeAndTheNumberOfTheRequest() throws IOException {
    Set<String> refund =
        Set.of(
            "payment.refunded alipay/2026110322001402110000002201/RF2202"
                + " of alipay/2026110322001402110000002201");

    assertThat(example("payment-alipay", "payment-alipay-refund")).isEqualTo(refund);
    assertThat(example("bill-alipay", "bill-alipay-refund")).isEqualTo(refund);
    assertThat(
            told(
                "sys-11-payment-copies",
                COPY.formatted("ALIPAY", "2026110322001402110000002201", "RF2202")))
        .isEqualTo(refund);
  }

  @Test
  void ofWechatPayIsItsOwnNumberOfTheRefund() throws IOException {
    Set<String> refund = Set.of("payment.refunded wechat/5030002106 of wechat/4200002101");

    assertThat(example("payment-wechat", "payment-wechat-refund")).isEqualTo(refund);
    assertThat(example("bill-wechat", "bill-wechat-refund")).isEqualTo(refund);
    assertThat(told("sys-11-payment-copies", COPY.formatted("WECHAT", "4200002101", "5030002106")))
        .isEqualTo(refund);
  }
}
