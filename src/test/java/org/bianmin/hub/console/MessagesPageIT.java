package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What an operator does who looks for a patient's message, in a browser, on a whole hub. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.mappings=mappings",
      "hub.console.open-loopback=true",
      "hub.sources.his.transport=file",
      "hub.sources.his.format=hl7v2",
      "hub.destinations.platform.app-id=H001-app"
    })
@DirtiesContext
class MessagesPageIT {

  private static final String PATIENT = "MRN7788";
  private static final String NAME = "钱试验";
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir static Path data;

  private static Simulator simulator;
  private static Browsing browsing;
  private static final List<String> ADDRESSES = new CopyOnWriteArrayList<>();

  @Autowired InboundMessages journal;
  @Autowired MessageQueries messages;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) throws Exception {
    Path key = Files.writeString(data.resolve("platform.key"), "key-of-this-test-only");
    simulator =
        new Simulator(
                new SimulatorSettings(
                    "127.0.0.1",
                    0,
                    4,
                    7,
                    Duration.ofMillis(400),
                    Map.of("H001-app", new SimulatorSettings.App(null, key, List.of("H001"))),
                    SimulatorSettings.Capabilities.ALL,
                    0))
            .start();
    Path drop = Files.createDirectories(data.resolve("drop"));
    registry.add("hub.data", data::toString);
    registry.add("hub.sources.his.path", drop::toString);
    registry.add("hub.destinations.platform.key-file", key::toString);
    registry.add(
        "hub.destinations.platform.url", () -> "http://127.0.0.1:" + simulator.port() + "/");
  }

  @BeforeAll
  static void start(@LocalServerPort int port) {
    browsing = new Browsing(port);
  }

  @AfterAll
  static void stop() {
    if (browsing != null) {
      browsing.close();
    }
    simulator.close();
  }

  @AfterEach
  void noComplaintsAndNoPatientInAnyAddress() {
    browsing.noComplaints();
    assertThat(ADDRESSES)
        .isNotEmpty()
        .noneMatch(address -> address.contains(PATIENT) || address.contains("VISIT"));
  }

  private static String adt(String controlId, String visitClass, String visit, String name) {
    return "MSH|^~\\&|HIS|H|HUB|H|20261103080100||ADT^A04|"
        + controlId
        + "|P|2.5.1||||||UNICODE UTF-8\rEVN|A04|20261103080100\rPID|1||"
        + PATIENT
        + "^^^HIS^MR||"
        + name
        + "\rPV1|1|"
        + visitClass
        + "|C1||||D1||||||||||||"
        + visit
        + "|||||||||||||||||||||||||20261103080000\r";
  }

  private long receive(String controlId, byte[] raw) {
    return journal
        .receive(
            new NewMessage(
                "his",
                "H001",
                MessageFormat.HL7V2,
                controlId,
                "ADT^A04",
                "UTF-8",
                System.currentTimeMillis(),
                raw,
                null,
                null))
        .join()
        .messageId();
  }

  private long receive(String controlId, String visitClass, String visit) {
    return receive(
        controlId, adt(controlId, visitClass, visit, NAME).getBytes(StandardCharsets.UTF_8));
  }

  private void until(long id, MessageState state) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(messages.find(id).orElseThrow().state()).isEqualTo(state));
  }

  private static Page open(String path) {
    Page page = browsing.open(path);
    page.onRequest(request -> ADDRESSES.add(request.url()));
    ADDRESSES.add(page.url());
    return page;
  }

  @Test
  void findsThePatientsMessagesAndFollowsOneToTheReceipt() {
    long told = receive("S1", "O", "VISIT1");
    long parked = receive("S2", "Z9", "VISIT2");
    until(told, MessageState.NORMALIZED);
    until(parked, MessageState.PARKED);
    for (String language : new String[] {"zh", "en"}) {
      Page page = open("/messages?lang=" + language);
      page.locator("#whose summary").click();
      page.locator("#whose select").selectOption("patient");
      page.locator("#whose [name=number]").fill(PATIENT);
      page.locator("#whose [name=who]").fill("张三");
      page.locator("#whose [name=reason]").fill("临床询问结果");
      page.locator("#whose button").click();

      assertThat(page.locator("#held")).isVisible();
      assertThat(page.locator("#messages")).containsText("S1");
      assertThat(page.locator("#messages")).containsText("S2");
      assertThat(page.locator("#filter [name=search]")).not().isVisible();
      Browsing.shoot(page, "messages-patient-" + language);
      page.locator("#messages a", new Page.LocatorOptions().setHasText(Long.toString(told)))
          .click();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                page.reload();
                assertThat(page.locator("#steps").innerText())
                    .contains(language.equals("zh") ? "平台回执" : "Receipt of the platform");
              });
      assertThat(page.locator("main").innerText()).doesNotContain(NAME, PATIENT);
      Browsing.shoot(page, "message-way-" + language);
      page.locator(".tabs a").nth(1).click();
      assertThat(page.locator("#content-of"))
          .containsText(language.equals("zh") ? "患者类别" : "Patient class");
      assertThat(page.locator("main").innerText()).doesNotContain(NAME, PATIENT);
      Browsing.shoot(page, "message-segments-" + language);
    }
    Page phone = browsing.open("/messages/" + told, ColorScheme.DARK, 390, 800);
    Browsing.shoot(phone, "message-phone");
  }

  @Test
  void showsTheOddByteInHexAndNothingOfThePatient() {
    byte[] raw = adt("H1", "O", "VISIT3", "钱?验").getBytes(StandardCharsets.UTF_8);
    int at = new String(raw, StandardCharsets.ISO_8859_1).lastIndexOf('?');
    raw[at] = (byte) 0xFF;
    long id = receive("H1", raw);
    until(id, MessageState.PARKED);

    Page page = open("/messages/" + id + "?tab=hex&lang=zh");

    assertThat(page.locator(".hex mark")).hasText("FF");
    assertThat(page.locator(".notice").first()).containsText(Integer.toString(at));
    assertThat(page.locator(".hex").innerText()).doesNotContain(PATIENT, "E9 92 B1");
    Browsing.shoot(page, "message-hex-zh");
  }

  @Test
  void mendsAParkedMessageWhichThenIsReadAndDelivered() {
    long parked = receive("M1", "Z9", "VISIT4");
    until(parked, MessageState.PARKED);
    Page page = open("/messages/" + parked + "?tab=raw&lang=zh");
    assertThat(page.locator("pre.raw")).not().containsText(NAME);
    page.locator(".reveal [name=who]").fill("张三");
    page.locator(".reveal [name=reason]").fill("类别写错");
    page.locator(".reveal button").click();
    assertThat(page.locator("pre.raw")).containsText(NAME);
    page.locator("#edit summary").click();
    String text = page.locator("#edit textarea").inputValue();
    page.locator("#edit textarea").fill(text.replace("|1|Z9|", "|1|O|"));
    page.locator("#edit [name=reason]").fill("类别写错");
    Browsing.shoot(page, "message-edit-zh");
    page.locator("#edit button").click();

    assertThat(page.locator("#edit-of")).containsText("PV1-2");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              page.reload();
              assertThat(page.locator("#steps").innerText()).contains("已送达");
            });
    page.locator("#edit-of a").click();
    assertThat(page.locator("#edits")).containsText("张三");
    assertThat(page.locator("#state")).hasText("已搁置");
  }

  @Test
  void keepsAFilterAndReplaysWhatItHolds() {
    long one = receive("R1", "O", "VISIT5");
    until(one, MessageState.NORMALIZED);
    Page page = open("/messages?source=his&controlId=R1&lang=en");
    page.locator("#saved summary").click();
    page.locator("#saved [name=name]").fill("R1 of HIS");
    page.locator("#saved [name=who]").fill("Li");
    page.locator("#saved button").last().click();
    page.locator("#saved summary").click();
    assertThat(page.locator("#saved li a")).hasText("R1 of HIS");

    page.locator("#again summary").click();
    assertThat(page.locator("#count b")).hasText("1 messages");
    page.locator("#count [name=who]").fill("Li");
    page.locator("#count [name=reason]").fill("mended table");
    Browsing.shoot(page, "messages-replay-en");
    page.locator("#count button").click();

    assertThat(page.locator("#progress .tag")).hasText("Replayed");
    assertThat(page.locator("#replayed")).containsText("1 replayed");
    until(one, MessageState.NORMALIZED);
    assertThat(messages.find(one).orElseThrow().replays()).isEqualTo(1);
  }
}
