package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From a figure to the raw bytes behind it and back, in the console and in the API. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.sources.his.transport=mllp",
      "hub.sources.cashier.transport=json",
      // opened by hand before the calendar does, and nothing names a destination
      "hub.reports.scheduled[0].programme=huaian-2023",
      "hub.reports.scheduled[0].facilities=H001",
      "hub.reports.scheduled[0].cut=false"
    })
@DirtiesContext
class IndicatorPagesIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String HAI_21 = "programmes/huaian-2023/indicators/HAI-21";
  private static final String PAGE = "/indicators/huaian-2023/HAI-21?period=2026-H1&facility=H001";
  private static final byte[] FRAME_END = {0x1c, 0x0d};

  @TempDir static Path data;

  private static Browsing browsing;
  private static String base;
  private static int mllp;
  private static HttpClient http;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) throws IOException {
    registry.add("hub.data", data::toString);
    mllp = FreePorts.next();
    registry.add("hub.sources.his.port", () -> mllp);
  }

  /**
   * Three discharges: Z1 by HL7 v2 on the last evening of March, settled that day; Z2 settled the
   * day after; Z3 cancelled. Same day: 1 of 2.
   */
  @BeforeAll
  static void tell(@LocalServerPort int port) throws Exception {
    http = HttpClient.newHttpClient();
    base = "http://localhost:" + port + "/api/v1/";
    browsing = new Browsing(port);
    send(DischargesTold.discharge("C1", "Z1", "20260331235900"));
    List<String> documents = new ArrayList<>();
    documents.add(
        DischargesTold.document(
            "discharge.made",
            "record",
            "Z2",
            "\"dischargeAt\": \"2026-04-01T10:00:00+08:00\", \"deptCode\": \"0302\""));
    documents.add(
        DischargesTold.document(
            "discharge.made", "record", "Z3", "\"dischargeAt\": \"2026-04-02T10:00:00+08:00\""));
    documents.add(
        """
        {"type": "discharge.made", "key": "Z3", "action": "void", "recordedAt": \
        "2026-04-30T10:00:00+08:00", "attributes": {}}\
        """);
    documents.add(DischargesTold.settlement("S1", "2026-03-31T23:59:30+08:00", "Z1"));
    documents.add(DischargesTold.settlement("S2", "2026-04-02T00:00:00+08:00", "Z2"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "events"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"items\": [" + String.join(",", documents) + "]}"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(value().get("denominator").decimalValue()).isEqualByComparingTo("2");
              assertThat(value().get("numerator").decimalValue()).isEqualByComparingTo("1");
            });
  }

  @AfterAll
  static void stop() {
    if (browsing != null) {
      browsing.close();
    }
  }

  @AfterEach
  void noComplaints() {
    browsing.noComplaints();
  }

  private static JsonNode value() throws Exception {
    return json(HAI_21 + "?period=2026-H1&facility=H001").at("/items/0");
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = ask(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static HttpResponse<String> ask(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void send(String message) throws IOException {
    try (Socket socket = new Socket("localhost", mllp)) {
      socket.getOutputStream().write(0x0b);
      socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(FRAME_END);
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != FRAME_END[0]) {
        answer.append((char) next);
        next = in.read();
      }
      assertThat(answer.toString()).contains("MSA|AA");
    }
  }

  @Test
  void interfaceLeadsFromTheFigureToTheBytesThatWereSent() throws Exception {
    JsonNode value = value();
    assertThat(value.get("value").decimalValue()).isEqualByComparingTo("50");
    assertThat(value.get("basis").asText()).isEqualTo("computed");
    assertThat(value.at("/mappings/0").asText()).isNotEmpty();

    JsonNode facts = json(HAI_21 + "/lineage?period=2026-H1&facility=H001&of=numerator");
    assertThat(facts.get("items")).hasSize(1);
    String key = facts.at("/items/0/key").asText();
    assertThat(key).isEqualTo("discharge.made:H001:Z1");

    long message = json("events/" + key + "/history").at("/items/0/messageId").asLong();
    HttpResponse<String> raw = ask("messages/" + message + "/raw");
    assertThat(raw.body()).isEqualTo(DischargesTold.discharge("C1", "Z1", "20260331235900"));

    JsonNode forward = json("messages/" + message + "/indicators");
    assertThat(forward.toString()).contains("HAI-21");
    assertThat(of("HAI-21", json("events/" + key + "/indicators")).get("side").asText())
        .isEqualTo("numerator");
  }

  @Test
  void interfaceSaysWhyAFactDoesNotCount() throws Exception {
    JsonNode late = of("HAI-21", json("events/discharge.made:H001:Z2/indicators"));
    assertThat(late.get("side").asText()).isEqualTo("denominator");
    JsonNode cancelled = of("HAI-21", json("events/discharge.made:H001:Z3/indicators"));
    assertThat(cancelled.get("side").asText()).isEqualTo("nowhere");
    assertThat(cancelled.at("/reason/zh").asText()).contains("作废");
  }

  private static JsonNode of(String indicator, JsonNode standing) {
    for (JsonNode one : standing.get("items")) {
      if (one.get("indicator").asText().equals(indicator)) {
        return one;
      }
    }
    throw new AssertionError(indicator + " is not among " + standing);
  }

  @Test
  void interfaceSplitsByDepartmentAndExportsTheFacts() throws Exception {
    JsonNode groups = json(HAI_21 + "?period=2026-H1&facility=H001&by=department");
    assertThat(groups.at("/items").findValuesAsText("group")).contains("0301", "0302");
    HttpResponse<String> file =
        ask(HAI_21 + "/lineage.csv?period=2026-H1&facility=H001&of=denominator");
    assertThat(file.body())
        .isEqualTo(
            String.join(
                "\r\n",
                List.of(
                    "\ufeffkey,occurredAt",
                    "\"discharge.made:H001:Z1\",2026-03-31T23:59:00.000+08:00",
                    "\"discharge.made:H001:Z2\",2026-04-01T10:00:00.000+08:00",
                    "")));
  }

  @Test
  void wrongQuestionsAreProblemsThatSayHowToAsk() throws Exception {
    assertThat(ask(HAI_21 + "?period=spring").statusCode()).isEqualTo(400);
    assertThat(ask(HAI_21 + "?period=spring").body()).contains("2026-Q4");
    assertThat(ask(HAI_21 + "?period=2026&by=colour").body()).contains("department");
    assertThat(ask(HAI_21 + "?period=2026&facility=H001&city=X").statusCode()).isEqualTo(400);
    assertThat(ask("programmes/none/indicators?period=2026").body()).contains("huaian-2023");
    assertThat(ask("programmes/huaian-2023/indicators/X?period=2026").statusCode()).isEqualTo(404);
    assertThat(ask(HAI_21 + "/lineage?period=2026&after=x").statusCode()).isEqualTo(400);
    assertThat(ask("events/discharge.made:H001:none/indicators").statusCode()).isEqualTo(404);
    // the roster tells which areas there are, the definitions which choices
    HttpResponse<String> nowhere = ask(HAI_21 + "?period=2026&county=000000");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(nowhere.body()).contains("roster");
    HttpResponse<String> choice = ask(HAI_21 + "?period=2026&facility=H001&switch.none=x");
    assertThat(choice.statusCode()).isEqualTo(400);
    assertThat(choice.body()).contains("switches");
    HttpResponse<String> early =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        base.replace("/api/v1/", "/indicators/huaian-2023/HAI-21/trend")
                            + "?period=0001&facility=H001"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(early.statusCode()).isEqualTo(400);
  }

  @Test
  void interfaceGoesThroughTheFactsOfAMessagePageByPage() throws Exception {
    long message = json("events/discharge.made:H001:Z2/history").at("/items/0/messageId").asLong();
    JsonNode all = json("messages/" + message + "/indicators");
    int told = all.get("items").size();
    assertThat(told).isPositive();
    JsonNode first = json("messages/" + message + "/indicators?limit=1");
    assertThat(first.get("items")).hasSize(1);
    assertThat(first.get("next").isNull()).isEqualTo(told == 1);
  }

  @Test
  void personGoesFromTheFigureToTheRawMessageInBothLanguages() throws Exception {
    for (String language : new String[] {"zh", "en"}) {
      boolean zh = language.equals("zh");
      Page page =
          browsing.open("/indicators?programme=huaian-2023&period=2026-H1&lang=" + language);
      assertThat(page.locator("h1")).hasText(zh ? "指标" : "Indicators");
      assertThat(page.locator("#HAI-21")).containsText("50");
      page.locator("#HAI-21 a").first().click();

      assertThat(page.locator("#numerator")).hasText("1");
      assertThat(page.locator("#denominator")).hasText("2");
      assertThat(page.locator("#trend figure")).hasCount(6);
      assertThat(page.locator("#groups")).containsText("0302");
      page.locator("#lineage tbody a").first().click();

      assertThat(page.locator("#standing")).containsText(zh ? "计入分子" : "counts in the numerator");
      page.locator("a[href*='/messages/']").first().click();
      assertThat(page.locator("h1")).containsText("ADT^A03");
    }
  }

  @Test
  void reportWithoutADestinationIsOpenedAndSaysWhichSettingIsMissing() throws Exception {
    Page page = browsing.open("/reports?lang=en");
    page.locator("select[name=kind]").selectOption("huaian-2023/half-year");
    page.locator("#open input[name=period]").fill("2024-H2");
    page.locator("#open input[name=id]").fill("H001");
    page.locator("#open input[name=who]").fill("统计员");
    page.locator("#open button").click();

    assertThat(page.locator("#destination")).containsText("hub.reports.destination");
  }

  @Test
  void looksRightOnEveryScreen() {
    browsing.shoot("/indicators?programme=huaian-2023&period=2026-H1", "indicators");
    browsing.shoot(PAGE, "indicator");
  }
}
