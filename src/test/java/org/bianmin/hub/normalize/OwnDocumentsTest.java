package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON in a form of the sender's own, and messages that one vendor's profile alone knows. */
class OwnDocumentsTest {

  private static final String PROFILE =
      """
      profile: own
      documents:
        trigger: [kind]
        bindings:
          payment.succeeded:
            - on: [pay]
              action: record
              key: [channel, no]
              recordedAt: [time]
              occurredAt: [time]
              attributes:
                amountFen: {path: cents, unit: fen}
                method: {path: channel, table: pay-method}
                outTradeNo: [no]
                paidAt: [time]
                scene: {value: outpatient}
          invoice.issued:
            - on: ["*"]
              action: record
              when:
                - {path: invoice.no, present: true}
              key: [invoice.no]
              recordedAt: [time]
              occurredAt: [time]
              attributes:
                at: [time]
                settlementRef: [no]
      """;

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    Files.writeString(folder.file("profiles/own.yaml"), PROFILE);
  }

  private Outcome read(MessageFormat format, String text) {
    MappingCheck.Report report = MappingCheck.report(temp.resolve("mappings"));
    assertThat(report.problems()).isEmpty();
    MappingSet set = report.set();
    SourceProperties source = SourceProperties.reading("H1", ZoneId.of("Asia/Shanghai"), "own", 10);
    byte[] raw = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new MessageNormalizer(
            new Sources("H1", Map.of("mid", source)), new Hl7Charsets(Map.of()), set)
        .normalize(
            new JournalRow(
                1, new NewMessage("mid", "H1", format, "", "", null, 0, raw, null, null), 0));
  }

  private List<Assertion> told(String text) {
    return ((Outcome.Normalized) read(MessageFormat.JSON, text)).assertions();
  }

  @Test
  void readsEachDocumentOfAnArrayByItsTrigger() {
    List<Assertion> told =
        told(
            "[{'kind':'pay','channel':'WX','no':'N1','cents':1234,'time':1793665800000},"
                + "{'kind':'pay','channel':'WX','no':'N2','cents':50,'time':1793665800000,"
                + "'invoice':{'no':'F9'}}]");

    assertThat(told)
        .extracting(a -> a.key().type() + ' ' + a.key().businessKey())
        .containsExactly("payment.succeeded WX/N1", "payment.succeeded WX/N2", "invoice.issued F9");
    assertThat(told.get(0).attributes())
        .containsEntry("amountFen", 1234L)
        .containsEntry("method", "wechat")
        .containsEntry("paidAt", "2026-11-03T08:30:00+08:00");
    assertThat(told.get(0).action()).isEqualTo(Action.RECORD);
  }

  @Test
  void ofDocumentsAboutOneFactTheNewerTellsWhateverTheirOrder() {
    String old = "{'kind':'pay','channel':'WX','no':'N1','cents':10,'time':'2026-11-03 08:00:00'}";
    String young =
        "{'kind':'pay','channel':'WX','no':'N1','cents':20,'time':'2026-11-03 09:00:00'}";
    for (String body : new String[] {old + ',' + young, young + ',' + old}) {
      assertThat(told('[' + body + ']'))
          .singleElement()
          .satisfies(
              a -> {
                assertThat(a.attributes()).containsEntry("amountFen", 20L);
                assertThat(a.source().recordedAt()).isEqualTo(1793667600000L);
              });
    }
  }

  @Test
  void bindingsOnEveryTriggerHoldForDocumentsWithoutOne() {
    assertThat(told("{'no':'N1','time':'2026-11-03 08:30:00','invoice':{'no':'F9'}}"))
        .extracting(a -> a.key().type())
        .containsExactly("invoice.issued");
  }

  @Test
  void ignoresWhatNoBindingIsOnAndParksWhatCannotBeRead() {
    assertThat(read(MessageFormat.JSON, "{'kind':'heartbeat'}"))
        .isInstanceOfSatisfying(
            Outcome.Ignored.class,
            ignored -> assertThat(ignored.reason()).contains("invoice.no present"));
    assertThat(read(MessageFormat.JSON, "[1]"))
        .isInstanceOfSatisfying(
            Outcome.Unmappable.class,
            parked -> assertThat(parked.parked().location()).isEqualTo("/0"));
    assertThat(read(MessageFormat.JSON, "{'kind':'pay','no':'N1','cents':5,'time':1793665800}"))
        .isInstanceOfSatisfying(
            Outcome.Unmappable.class,
            parked -> assertThat(parked.parked().reason()).contains("channel is empty"));
  }

  @Test
  void namesFileAndLineOfAPathOrEventThatIsWrong() throws IOException {
    Files.writeString(
        folder.file("profiles/own.yaml"),
        PROFILE.replace("[channel, no]", "[channel, 'a..b']").replace("invoice.issued:", "bill:"));

    assertThat(MappingCheck.report(temp.resolve("mappings")).problems())
        .extracting(Object::toString)
        .anyMatch(p -> p.startsWith("profiles/own.yaml:17: no event 'bill' in mappings/events"));

    Files.writeString(
        folder.file("profiles/own.yaml"), PROFILE.replace("[channel, no]", "[channel, 'a..b']"));
    assertThat(MappingCheck.report(temp.resolve("mappings")).problems())
        .extracting(Object::toString)
        .anyMatch(p -> p.startsWith("profiles/own.yaml:8: Path 'a..b', column 3: expected"));
  }

  @Test
  void aProfileAddsMessagesAndAttributesThatOnlyItsVendorTells() throws IOException {
    Files.writeString(
        folder.file("profiles/own.yaml"),
        """
        profile: own
        bindings:
          hl7v2:
            visit.consult-started:
              - on: [ZJZ^Z01]
                action: record
                key: [$visit]
                recordedAt: [$recorded]
                occurredAt: [ZJZ-1]
                patient: [$patient]
                attributes:
                  at: [ZJZ-1]
        overrides:
          hl7v2:
            visit.registered:
              queueTakenAt: [ZPV-9]
        """);
    String message =
        "MSH|^~\\&|HIS|H|HUB|H|20261103083000||%s|1|P|2.5.1\rPID|1||P1\rPV1|1|O"
            + "|".repeat(17)
            + "V1\r%s\r";

    Outcome consult = read(MessageFormat.HL7V2, message.formatted("ZJZ^Z01", "ZJZ|20261103083500"));
    Outcome registered =
        read(MessageFormat.HL7V2, message.formatted("ADT^A04", "ZPV|||||||||20261103082000"));

    assertThat(((Outcome.Normalized) consult).assertions())
        .extracting(a -> a.key().type() + ' ' + a.key().businessKey())
        .containsExactly("visit.consult-started V1");
    assertThat(((Outcome.Normalized) registered).assertions())
        .filteredOn(a -> a.key().type().equals("visit.registered"))
        .singleElement()
        .satisfies(
            a ->
                assertThat(a.attributes())
                    .containsEntry("queueTakenAt", "2026-11-03T08:20:00+08:00"));
  }
}
