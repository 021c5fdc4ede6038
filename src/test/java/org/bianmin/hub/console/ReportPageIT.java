// size: one story, told in the order in which persons live it
package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.cli.Commands;
import org.bianmin.hub.indicator.report.ReportSource;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A report from the first cut to the accepted restatement, by persons in a browser, before a
 * simulated platform that accepts, returns one with reasons, and gets the restatement.
 */
@SpringBootTest(
    classes = {HubApplication.class, ReportPageIT.Indicators.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.mappings=mappings",
      "hub.console.open-loopback=true",
      "hub.sources.his-documents.transport=json",
      "hub.reports.destination=reports",
      "hub.reports.every=200ms",
      "hub.reports.compare-every=200ms",
      "hub.reports.restate-after=0s",
      "hub.reports.scheduled[0].programme=huaian-2023",
      "hub.reports.scheduled[0].facilities=H001",
      "hub.destinations.reports.enabled=false",
      "hub.destinations.reports.app-id=H001-app"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportPageIT {

  private static final String PERIOD = "2024-H2";
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  private static Simulator simulator;
  private static Browsing browsing;
  private static SettledDay told;
  private static String base;

  /** Counts facts in place of the programmes in force. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Indicators {
    @Bean
    @Primary
    ReportSource countedDischarges(JdbcClient queries) {
      return new CountedDischarges(queries);
    }
  }

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) throws Exception {
    Path key = Files.writeString(data.resolve("reports.key"), "key-of-this-test-only");
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
    registry.add("hub.data", data::toString);
    registry.add("hub.destinations.reports.key-file", key::toString);
    registry.add(
        "hub.destinations.reports.url", () -> "http://127.0.0.1:" + simulator.port() + "/");
  }

  @BeforeAll
  static void start(@LocalServerPort int port) throws Exception {
    browsing = new Browsing(port);
    told = new SettledDay(port);
    base = "http://localhost:" + port;
    // 24 discharges of October, of which 20 tell when they were ordered
    told.post(new WardMonth().documents());
    await()
        .atMost(SOON)
        .until(() -> told.json("events?type=discharge.made&limit=500").get("items").size() == 24);
  }

  @AfterAll
  static void stop() {
    if (browsing != null) {
      browsing.close();
    }
    simulator.close();
  }

  @AfterEach
  void noComplaints() {
    browsing.noComplaints();
  }

  private static void step(Page page, String step, String who) {
    Locator form = page.locator("#" + step);
    form.locator("input[name=who]").fill(who);
    form.locator("button").click();
  }

  private static void awaitState(long id, int revision, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        told.json("reports/" + id + "?revision=" + revision)
                            .at("/revision/state")
                            .asText())
                    .isEqualTo(state));
  }

  private static long id() throws Exception {
    return told.json("reports?programme=huaian-2023").at("/items/0/id").asLong();
  }

  @Test
  @Order(1)
  void personOpensAndCutsAReportAndSaysSomethingOfAValue() throws Exception {
    Page page = browsing.open("/reports?lang=zh");
    assertThat(page.locator("h1")).hasText("指标报表");
    assertThat(page.locator("#coming tbody tr")).hasCount(1);
    Locator form = page.locator("#open-report");
    form.locator("input[name=period]").fill(PERIOD);
    form.locator("input[name=id]").fill("H001");
    form.locator("input[name=who]").fill("统计员");
    form.locator("button").click();

    assertThat(page.locator("#state")).hasText("已截数");
    Locator share = page.locator("#v-HAI-21");
    assertThat(share.locator(".value")).hasText("83.33");
    assertThat(share.locator(".sides")).hasText("20 / 24");
    share.locator(".say summary").click();
    share.locator("input[name=comment]").fill("四例未录医嘱时间");
    share.locator(".say button").click();
    assertThat(page.locator("#v-HAI-21 .comment")).containsText("四例未录医嘱时间");
    assertThat(page.locator("#v-HAI-22a .comment")).hasCount(0);
  }

  @Test
  @Order(2)
  void onePersonCannotDoBothSteps() throws Exception {
    String path = "reports/" + id();
    assertThat(told.post(path + "/review", "{\"who\": \"统计员\"}")).isEqualTo(409);
    assertThat(told.post(path + "/submit", "{\"who\": \"统计员\"}")).isEqualTo(409);
    assertThat(told.post(path + "/review", "{}")).as("without who").isEqualTo(400);
    assertThat(told.post(path + "/bless", "{\"who\": \"统计员\"}")).isEqualTo(404);
    assertThat(told.post("reports/999999/review", "{\"who\": \"统计员\"}")).isEqualTo(404);

    Page page = browsing.open("/reports/" + id());
    step(page, "review", "医务科长");
    assertThat(page.locator("#reviewed-by")).containsText("医务科长");
    assertThat(told.post(path + "/sign-off", "{\"who\": \"医务科长\"}")).isEqualTo(409);
    assertThat(told.ask(path + "/causes").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(3)
  void returnedReportShowsTheReasonsAtTheirPlaces() throws Exception {
    simulator.faults(
        """
        {"returnReports": {"next": 1, "reasons": [
          {"indicator": "HAI-21", "member": "numerator", "code": "EVIDENCE",
           "message": "More than the settlements known here."},
          {"indicator": null, "member": "attestations", "code": "TITLE",
           "message": "The signer's title is missing."}]}}\
        """);
    long id = id();
    Page page = browsing.open("/reports/" + id + "?lang=en");
    step(page, "sign-off", "院长");
    step(page, "submit", "院长");
    awaitState(id, 1, "returned");

    page.reload();
    assertThat(page.locator("#state")).hasText("Returned");
    assertThat(page.locator("#v-HAI-21 .reason")).containsText("More than the settlements");
    assertThat(page.locator("#v-HAI-22a .reason")).hasCount(0);
    assertThat(page.locator("#returned")).containsText("title is missing");
  }

  @Test
  @Order(4)
  void correctionIsSignedAnewAndAccepted() throws Exception {
    long id = id();
    Page page = browsing.open("/reports/" + id + "?lang=zh");
    step(page, "correct", "统计员");
    assertThat(page.locator("#kind")).hasText("退回更正");
    step(page, "review", "医务科长");
    step(page, "sign-off", "院长");
    step(page, "submit", "院长");
    awaitState(id, 2, "accepted");
    awaitState(id, 1, "restated");

    page.navigate(base + "/reports/" + id);
    assertThat(page.locator("#state")).hasText("已接收");
  }

  @Test
  @Order(5)
  void lateFactOpensARestatementThatNamesItAndChangesNothingOfTheCut() throws Exception {
    long id = id();
    // a discharge that nobody had told: 20 of 25
    told.post(
        List.of(
            """
            {"type": "discharge.made", "key": "LATE-1", "recordedAt": "2024-10-09T10:00:00+08:00",
             "patient": {"id": "P3"},
             "attributes": {"dischargeAt": "2024-10-09T10:00:00+08:00", "wardCode": "0302"}}\
            """));
    awaitState(id, 3, "cut");

    JsonNode cut = told.json("reports/" + id + "?revision=2");
    assertThat(cut.at("/values/0/value/value").decimalValue()).isEqualByComparingTo("83.33");
    assertThat(cut.at("/revision/state").asText()).isEqualTo("accepted");
    JsonNode frozen =
        told.json("reports/" + id + "/lineage?indicator=HAI-21&of=denominator&revision=2&limit=10");
    assertThat(frozen.get("total").asInt()).isEqualTo(24);
    assertThat(frozen.get("items")).hasSize(10);
    String rest =
        "reports/%d/lineage?indicator=HAI-21&of=denominator&revision=2&after=%d"
            .formatted(id, frozen.get("next").asLong());
    assertThat(told.json(rest).get("items")).hasSize(14);
    assertThat(told.json(rest).get("next").isNull()).isTrue();
    assertThat(told.ask("reports/" + id + "/lineage?indicator=ZZ-1&revision=2").statusCode())
        .isEqualTo(404);
    Page behind = browsing.open("/reports/" + id + "?revision=2&lang=en");
    behind.locator("#v-HAI-21 a.behind").first().click();
    assertThat(behind.locator("#frozen h2")).containsText("20 events");
    JsonNode causes = told.json("reports/" + id + "/causes?indicator=HAI-21&revision=3");
    assertThat(causes.findValuesAsText("key")).containsExactly("discharge.made:H001:LATE-1");
    assertThat(causes.at("/items/0/side").asText()).isEqualTo("denominator");
    for (String language : List.of("zh", "en")) {
      boolean zh = language.equals("zh");
      Page page = browsing.open("/reports/" + id + "?lang=" + language);
      // what was accepted is in force until somebody signs the restatement
      assertThat(page.locator("#state")).hasText(zh ? "已接收" : "Accepted");
      assertThat(page.locator("#v-HAI-21 .value")).hasText("83.33");
      page.locator("#newer").click();
      assertThat(page.locator("#v-HAI-21 .kinds")).containsText(zh ? "事件变动" : "events");
      assertThat(page.locator("#kind")).hasText(zh ? "更正报" : "Restatement");
      Locator share = page.locator("#v-HAI-21");
      assertThat(share.locator(".value")).hasText("80.00");
      assertThat(share.locator(".was")).hasText(zh ? "原值 83.33" : "was 83.33");
      share.locator(".causes summary").click();
      assertThat(share.locator(".causes li")).hasCount(1);
      assertThat(share.locator(".causes a"))
          .hasAttribute("href", "/events/discharge.made:H001:LATE-1");
    }
  }

  @Test
  @Order(6)
  void restatementGoesToThePlatformOnlyWhenAPersonSendsIt() throws Exception {
    long id = id();
    JsonNode held = JSON.readTree(simulatorsReports());
    assertThat(held.get("items")).hasSize(2);

    Page list = browsing.open("/reports?lang=zh");
    assertThat(list.locator("#report-" + id + " .tag").first()).hasText("已接收");
    assertThat(list.locator("#report-" + id + " .pending")).containsText("已截数");
    Browsing.shoot(list, "reports-pending");
    Page page = browsing.open("/reports/" + id + "?revision=3&lang=zh");
    Browsing.shoot(page, "report-pending");
    assertThat(page.locator("#decline")).isVisible();
    step(page, "review", "医务科长");
    step(page, "sign-off", "院长");
    step(page, "submit", "院长");
    awaitState(id, 3, "accepted");

    held = JSON.readTree(simulatorsReports());
    assertThat(held.findValuesAsText("state")).containsExactly("restated", "restated", "accepted");
    JsonNode restated = held.at("/items/2/report");
    assertThat(restated.get("kind").asText()).isEqualTo("restatement");
    assertThat(restated.get("restates").asInt()).isEqualTo(2);
    assertThat(restated.at("/values/0/was/value").decimalValue()).isEqualByComparingTo("83.33");
    assertThat(restated.at("/values/0/was/events").asInt()).isEqualTo(1);
    assertThat(restated.at("/values/0/was/causes").toString()).isEqualTo("[\"event\"]");
    assertThat(restated.at("/attestations/1/who").asText()).isEqualTo("医务科长");
    assertThat(JSON.readTree(simulator.violations()).get("count").asInt())
        .as(simulator.violations())
        .isZero();
  }

  private static String simulatorsReports() throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create(
                    "http://127.0.0.1:" + simulator.controlPort() + "/simulator/indicator-reports"))
            .build();
    return java.net.http.HttpClient.newHttpClient()
        .send(request, java.net.http.HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }

  @Test
  @Order(7)
  void isReadAsSpreadsheetFhirDocumentAndPrint() throws Exception {
    long id = id();
    Page page = browsing.open("/reports/" + id + "?lang=zh");
    byte[] xlsx = page.request().get(page.locator("#xlsx").getAttribute("href")).body();
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      assertThat(
              workbook.getFirstSheet().read().stream()
                  .filter(row -> row.getCellText(1).startsWith("21."))
                  .map(row -> row.getCellText(3)))
          .containsExactly("80.00");
      var changes = workbook.getSheet(1).orElseThrow().read();
      assertThat(changes.get(2).getCellText(0)).isEqualTo("HAI-21");
      assertThat(changes.get(2).getCellText(2)).isEqualTo("83.33");
      assertThat(changes.get(2).getCellText(4)).isEqualTo("80.00");
      assertThat(changes.get(2).getCellText(6)).isEqualTo("事件变动");
      assertThat(changes.get(2).getCellText(8)).isEqualTo("discharge.made:H001:LATE-1");
    }
    JsonNode fhir = told.json("reports/" + id + "/fhir");
    assertThat(fhir.get("resourceType").asText()).isEqualTo("MeasureReport");
    assertThat(fhir.at("/group/0/population/1/count").asInt()).isEqualTo(25);
    assertThat(told.json("reports/" + id + "/fhir?resource=Measure").at("/group/0/code/text"))
        .hasToString("\"指标HAI-21\"");
    assertThat(told.json("reports/" + id + "/document?revision=1").at("/values/0/value"))
        .hasToString("83.33");

    page.navigate(base + "/reports/" + id + "/print");
    assertThat(page.locator("#form")).containsText("21.出院患者当日结算率");
    assertThat(page.locator("td.title").first()).hasCSS("text-align", "center");
    assertThat(page.locator("#changes")).containsText("83.33");
    assertThat(page.locator("#changes")).containsText("事件变动");
    Browsing.shoot(page, "report-print");
    assertThat(page.locator("footer")).containsText("院长");
    assertThat(page.content()).doesNotContain("src=", "href=\"/", "href=\"http");
    assertThat(told.ask("reports/" + id + "/print").body()).contains("出院患者当日结算率");
  }

  @Test
  @Order(8)
  void commandPrintsItAndWritesItsForm() throws Exception {
    Path xlsx = data.resolve("report.xlsx");
    String[] known = {
      "report",
      "huaian-2023/half-year",
      PERIOD,
      "--facility",
      "H001",
      "--url",
      base,
      "--xlsx",
      xlsx.toString()
    };
    String[] unknown = {
      "report", "huaian-2023/half-year", "2024-H1", "--facility", "H001", "--url", base
    };

    assertThat(Commands.run(known)).isZero();
    assertThat(xlsx).isNotEmptyFile();
    assertThat(Commands.run(unknown)).as("not cut yet").isEqualTo(1);
    String[] withWho = java.util.Arrays.copyOf(unknown, unknown.length + 2);
    withWho[unknown.length] = "--who";
    withWho[unknown.length + 1] = "统计员";
    assertThat(Commands.run(withWho)).isZero();
    assertThat(told.json("reports?state=cut").at("/items/0/period").asText()).isEqualTo("2024-H1");
  }

  @Test
  @Order(9)
  void wrongQuestionsAreProblemsThatSayHowToAsk() throws Exception {
    assertThat(told.ask("reports?state=odd").body()).contains("signed-off");
    assertThat(told.ask("reports/999999").statusCode()).isEqualTo(404);
    assertThat(told.ask("reports/" + id() + "?revision=99").statusCode()).isEqualTo(404);
    String open =
        """
        {"programme": "huaian-2023", "report": "half-year", "period": "%s", %s "who": "统计员"}\
        """;
    assertThat(told.post("reports", open.formatted("2024-Q4", "\"facility\": \"H001\",")))
        .isEqualTo(400);
    assertThat(told.post("reports", open.formatted(PERIOD, ""))).isEqualTo(400);
    assertThat(told.post("roster-reports?who=clerk", "{}")).isEqualTo(400);
    String document = told.ask("reports/" + id() + "/document").body();
    assertThat(told.post("roster-reports?who=clerk", document)).as("not signed").isEqualTo(400);
    long signed = told.json("reports?state=accepted").at("/items/0/id").asLong();
    document = told.ask("reports/" + signed + "/document").body();
    assertThat(told.post("roster-reports?who=clerk", document)).isEqualTo(200);
    assertThat(
            told.json("roster-reports?programme=huaian-2023&report=half-year")
                .at("/items/0/facility")
                .asText())
        .isEqualTo("H001");
  }

  @Test
  @Order(10)
  void looksRightOnEveryScreen() throws Exception {
    long shown = told.json("reports?state=accepted").at("/items/0/id").asLong();
    browsing.shoot("/reports", "reports");
    browsing.shoot("/reports/" + shown, "report");
  }
}
