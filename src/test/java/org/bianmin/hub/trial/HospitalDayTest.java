package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.util.Terser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HospitalDayTest {

  private static final LocalDate DATE = LocalDate.of(2026, 11, 3);
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final HospitalDay DAY = new HospitalDay(7, DATE, "12340000485000000X", 1000);

  private final List<TrialMessage> messages = DAY.stream().toList();

  @Test
  void givesTheSameBytesForTheSameSeedAndDate() {
    Iterator<TrialMessage> again = new HospitalDay(7, DATE, "12340000485000000X", 1000).iterator();
    for (TrialMessage message : messages) {
      assertThat(again.next().bytes()).isEqualTo(message.bytes());
    }
    assertThat(again.hasNext()).isFalse();
  }

  @Test
  void sharesNoControlIdWithAnotherSeedOrDate() {
    Set<String> ids = controlIds(DAY);
    assertThat(ids).hasSize(messages.size());
    assertThat(controlIds(new HospitalDay(8, DATE, "F", 200))).doesNotContainAnyElementsOf(ids);
    assertThat(controlIds(new HospitalDay(7, DATE.plusDays(1), "F", 200)))
        .doesNotContainAnyElementsOf(ids);
    assertThat(ids).allMatch(id -> id.length() <= 20);
  }

  @Test
  void leavesTheFactsOfItsSummary() throws Exception {
    DayOracle oracle = new DayOracle();
    Map<String, Integer> kinds = new TreeMap<>();
    for (TrialMessage message : messages) {
      kinds.merge(message.what(), 1, Integer::sum);
      if (!message.what().startsWith("parked-")) {
        oracle.apply(oracle.parse(decode(message)));
      }
    }
    DaySummary summary = DAY.summary();
    assertThat(summary.messages()).isEqualTo(kinds);
    assertThat(summary.total()).isEqualTo(messages.size());
    assertThat(summary.active()).isEqualTo(oracle.count(true));
    assertThat(summary.voided()).isEqualTo(oracle.count(false));
    assertThat(summary.voided().keySet())
        .contains(
            "visit.registered",
            "admission.registered",
            "transfer.made",
            "settlement.outpatient",
            "settlement.inpatient",
            "result.issued");
  }

  @Test
  void holdsEveryKindWithinTheDefaultTrialDay() {
    assertThat(new HospitalDay(1, DATE, "F", 400).summary().messages())
        .containsKeys(
            "registration",
            "registration-updated",
            "registration-cancelled",
            "admission",
            "admission-cancelled",
            "transfer",
            "transfer-cancelled",
            "discharge",
            "discharge-cancelled",
            "settlement",
            "settlement-reversed",
            "cash-payment",
            "discharge-ordered",
            "report-preliminary",
            "report",
            "report-corrected",
            "report-withdrawn",
            "report-wrong",
            "merge",
            "parked-unknown-class",
            "parked-no-visit-number",
            "parked-impossible-byte",
            "ignored-person-update",
            "ignored-query",
            "ignored-staff-list");
  }

  @Test
  void ordersMessagesByTimeAndEndsBeforeMidnight() throws Exception {
    Map<String, String> last = new HashMap<>();
    Map<String, String> lastOfVisit = new HashMap<>();
    DayOracle oracle = new DayOracle();
    long before = 0;
    for (TrialMessage message : messages) {
      assertThat(message.atMillis()).isGreaterThanOrEqualTo(before);
      before = message.atMillis();
      if (message.what().startsWith("parked-")) {
        continue;
      }
      Terser read = oracle.parse(decode(message));
      if (!read.get("/.MSH-9-1").equals("ADT")) {
        continue;
      }
      String recorded = read.get("/.EVN-2");
      assertThat(recorded).startsWith("20261103").hasSize(14);
      String earlier = last.put(message.source(), recorded);
      assertThat(recorded).isGreaterThanOrEqualTo(earlier == null ? "" : earlier);
      String visit = read.get("/.PID-3-1") + read.get("/.MSH-9-1");
      String earlierOfVisit = lastOfVisit.put(visit, recorded);
      assertThat(recorded).isGreaterThan(earlierOfVisit == null ? "" : earlierOfVisit);
    }
  }

  @Test
  void reportsCorrectionsLaterThanTheirOriginals() throws Exception {
    Map<String, String> last = new HashMap<>();
    DayOracle oracle = new DayOracle();
    int later = 0;
    for (TrialMessage message : messages) {
      if (message.what().startsWith("report")) {
        Terser read = oracle.parse(decode(message));
        String earlier = last.put(read.get("/.OBR-3"), read.get("/.OBR-22"));
        if (earlier != null) {
          assertThat(read.get("/.OBR-22")).isGreaterThan(earlier);
          later++;
        }
      }
    }
    assertThat(later).isPositive();
  }

  @Test
  void writesNamesWhoseBytesHoldDelimiters() throws Exception {
    StringBuilder all = new StringBuilder();
    int unnamed = 0;
    for (TrialMessage message : messages) {
      if (message.source().equals("lis")) {
        String text = decode(message);
        all.append(text);
        unnamed += text.substring(0, text.indexOf('\r')).endsWith("|CHN|") ? 1 : 0;
      }
    }
    assertThat(all.toString()).contains("東", "過", "頫", "皛", "𠮷", "㛃");
    assertThat("𠮷".getBytes(GB18030)).hasSize(4);
    assertThat("㛃".getBytes(GB18030)).hasSize(4);
    assertThat(unnamed).isPositive();
  }

  @Test
  void breaksExactlyTheMessagesThatMustPark() {
    for (TrialMessage message : messages) {
      if (message.what().equals("parked-impossible-byte")) {
        assertThatThrownBy(() -> decode(message)).isInstanceOf(CharacterCodingException.class);
      } else {
        assertThat(message.bytes()).isNotEmpty().doesNotContain(0, 0x0B, 0x1C);
      }
    }
    DaySummary summary = DAY.summary();
    assertThat(summary.parked()).isEqualTo(10);
    assertThat(summary.ignored()).isEqualTo(10);
  }

  @Test
  void givesIdCardsThatBelongToNobodyWithValidCheckCharacters() throws Exception {
    DayOracle oracle = new DayOracle();
    Terser read = oracle.parse(decode(messages.get(0)));
    String id = read.get("/.PID-3(1)-1");
    assertThat(id).hasSize(18).startsWith("990000").contains(read.get("/.PID-7"));
    int sum = 0;
    for (int i = 0; i < 18; i++) {
      int digit = id.charAt(i) == 'X' ? 10 : id.charAt(i) - '0';
      sum += digit * ((1 << (17 - i)) % 11);
    }
    assertThat(sum % 11).isEqualTo(1);
    assertThat(read.get("/.PID-13")).startsWith("00000");
    assertThat(read.get("/.MSH-11")).isEqualTo("T");
  }

  @Test
  void keepsRegistrationsInTheMajorityAndCorrectionsRare() {
    Map<String, Integer> kinds = DAY.summary().messages();
    int corrections =
        kinds.entrySet().stream()
            .filter(
                kind -> kind.getKey().matches(".*(cancelled|reversed|corrected|withdrawn|wrong)"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(kinds.get("registration")).isGreaterThan(DAY.summary().total() / 4);
    assertThat(corrections * 100.0 / DAY.summary().total()).isBetween(1.0, 4.0);
  }

  @Test
  void holdsOnlyThePatientsInTheHouse() {
    HospitalDay huge = new HospitalDay(3, DATE, "F", 40_000_000);
    assertThat(huge.stream().limit(5000)).hasSize(5000);
  }

  private static Set<String> controlIds(HospitalDay day) {
    Set<String> ids = new HashSet<>();
    for (TrialMessage message : day) {
      byte[] bytes = message.bytes();
      String id = Answer.text(HeaderFields.controlId(bytes, bytes.length));
      assertThat(ids.add(id)).isTrue();
    }
    return ids;
  }

  private static String decode(TrialMessage message) throws CharacterCodingException {
    Charset charset = message.source().equals("lis") ? GB18030 : StandardCharsets.UTF_8;
    return charset.newDecoder().decode(ByteBuffer.wrap(message.bytes())).toString();
  }
}
