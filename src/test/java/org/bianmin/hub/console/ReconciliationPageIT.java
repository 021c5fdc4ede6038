package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.HubApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A day of settlements and payments from the sender's HTTP to API, page and spreadsheet, which say
 * the same; and what a person does with it in the browser.
 */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.sources.cashier.transport=json",
      "hub.settlement.unsettled-after=0s"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReconciliationPageIT {

  private static final String DAY_PAGE =
      "/reconciliation?day=" + SettledDay.DAY + "&facility=" + SettledDay.FACILITY;
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir static Path data;

  private static Browsing browsing;
  private static SettledDay told;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @BeforeAll
  static void start(@LocalServerPort int port) throws Exception {
    browsing = new Browsing(port);
    told = new SettledDay(port);
    told.tell();
    told.post(new WardMonth().documents());
    told.awaitReconciled();
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

  /** Asked by the same browser, so in its language. */
  private static DayWorkbook workbook(Page page, boolean zh) throws IOException {
    return new DayWorkbook(
        page.request().get(page.locator("#xlsx").getAttribute("href")).body(), zh);
  }

  @Test
  @Order(1)
  void interfaceTellsTheDayAsItWasToldToTheFen() throws Exception {
    JsonNode figures = told.day().get("figures");

    // S1 8850, S2 10000 of its own, S4 12001, S5 6000, S6 8000 less 3000, I1 100000
    assertThat(figures.at("/settlements/fen").asLong()).isEqualTo(141_851);
    assertThat(figures.at("/settlements/insuranceFen").asLong()).isEqualTo(420_000);
    // 8850, 10000, 4500, 5999, 8000, 100000
    assertThat(figures.at("/payments/fen").asLong()).isEqualTo(137_349);
    assertThat(figures.at("/refunds/fen").asLong()).isEqualTo(3_000);
    // 137349 - 3000 - 141851
    assertThat(figures.get("balanceFen").asLong()).isEqualTo(-7_502);
    // 4500 + 12001 + 1
    assertThat(figures.get("openDifferences").asLong()).isEqualTo(3);
    assertThat(figures.get("openFen").asLong()).isEqualTo(16_502);
    assertThat(SettledDay.outcomes(figures))
        .containsEntry("paid-not-settled", 1L)
        .containsEntry("settled-not-paid", 1L)
        .containsEntry("amount-differs", 1L)
        .containsEntry("matched", 4L);
  }

  @Test
  @Order(2)
  void pageAndSpreadsheetShowTheFiguresOfTheInterface() throws Exception {
    JsonNode figures = told.day().get("figures");
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      boolean zh = language.equals(Locale.CHINESE);
      Page page = browsing.open(DAY_PAGE + "&lang=" + language.getLanguage());

      assertThat(page.locator("h1")).hasText(zh ? "对账" : "Reconciliation");
      assertThat(page.locator("#settlements-fen")).hasText("1,418.51");
      assertThat(page.locator("#payments-fen")).hasText("1,373.49");
      assertThat(page.locator("#refunds-fen")).hasText("30.00");
      assertThat(page.locator("#balance-fen")).hasText("-75.02");
      assertThat(page.locator("#open-differences")).hasText("3");
      for (JsonNode outcome : figures.get("outcomes")) {
        String id = "#outcome-" + outcome.get("outcome").asText();
        assertThat(page.locator(id + " a")).hasText(outcome.get("n").asText());
        assertThat(page.locator(id + " td").nth(2))
            .hasText(new Yuan().of(outcome.get("fen").asLong()));
      }
      for (JsonNode method : figures.get("methods")) {
        assertThat(page.locator("#method-" + method.get("method").asText() + " td").nth(2))
            .hasText(new Yuan().of(method.get("paidFen").asLong()));
      }
      workbook(page, zh).shows(figures);
    }
  }

  @Test
  @Order(3)
  void personAssignsCommentsAndClosesADifferenceInTheBrowser() throws Exception {
    Page page = browsing.open(DAY_PAGE + "&outcome=amount-differs");
    page.locator("#worklist tbody a").first().click();

    assertThat(page.locator("#difference")).hasText("-0.01");
    assertThat(page.locator("#side-settled")).containsText("S5");
    assertThat(page.locator("#side-paid")).containsText("wechat/0000420005");
    page.locator("#assign [name=who]").fill("王会计 007");
    page.locator("#assign [name=assignee]").fill("李出纳");
    page.locator("#assign button").click();
    assertThat(page.locator("#assignee")).hasText("李出纳");
    // the name is typed once
    assertThat(page.locator("#comment [name=who]")).hasValue("王会计 007");
    page.locator("#comment [name=comment]").fill("=一分钱差异");
    page.locator("#comment button").click();
    assertThat(page.locator("#notes")).containsText("=一分钱差异");
    page.locator("#close [name=reason]").selectOption("written-off");
    page.locator("#close button").click();
    assertThat(page.locator("#reason")).hasText("按规定核销");
    assertThat(page.locator("#state")).hasText("无需处理");

    page.navigate(DAY_PAGE);
    assertThat(page.locator("#open-differences")).hasText("2");
    JsonNode closed =
        told.json("reconciliation/cases?state=closed&day=" + SettledDay.DAY).at("/items/0");
    assertThat(closed.get("reason").asText()).isEqualTo("written-off");
    assertThat(closed.get("assignee").asText()).isEqualTo("李出纳");
    assertThat(workbook(page, true).comments()).contains("王会计 007: =一分钱差异");
  }

  @Test
  @Order(4)
  void personClosesTheDayAndALateFactReopensIt() throws Exception {
    Page page = browsing.open(DAY_PAGE);
    page.locator("#close-day [name=who]").fill("王会计 007");
    page.locator("#close-day [name=comment]").fill("日清");
    page.locator("#close-day [name=despite]").check();
    page.locator("#close-day button").click();
    assertThat(page.locator("#day-state")).hasText("已日结");
    assertThat(page.locator("#day-history")).containsText("王会计 007");
    assertThat(told.day().at("/figures/closedBy").asText()).isEqualTo("王会计 007");

    told.tellLatePayment();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(told.day().at("/figures/closed").asBoolean()).isFalse());
    page.navigate(DAY_PAGE);
    assertThat(page.locator("#day-state")).hasText("未日结");
    assertThat(page.locator("#day-history")).containsText("迟到的记录");
    assertThat(page.locator("#day-history code"))
        .hasText("payment.succeeded:H001:alipay~2F2024110599");
    assertThat(page.locator("#payments-fen")).hasText("1,383.49");
    JsonNode history = told.day().get("history");
    assertThat(history).hasSize(2);
    assertThat(history.at("/1/kind").asText()).isEqualTo("reopened");
  }

  @Test
  @Order(5)
  void bedsidePageShowsTheFiguresOfItsInterface() throws Exception {
    JsonNode all = told.json("settlement/bedside?period=2024-11&facility=H001").at("/items/0/all");
    assertThat(all.at("/atWard/value").decimalValue()).isEqualByComparingTo("100");

    Page page = browsing.open("/bedside?period=2024-11&facility=H001&lang=en");

    assertThat(page.locator("h1")).hasText("Settlement at the bedside");
    assertThat(page.locator("#ward-W1")).containsText("100.00 1/1");
    // ordered at 11:00, settled at 11:20, invoiced at 11:22
    assertThat(page.locator("#ward-W1 .from-order")).containsText("20.00 p90 20.00 · 1");
    assertThat(page.locator("#ward-W1")).containsText("2.00 p90 2.00 · 1");
    assertThat(page.locator("#HAI-21")).containsText("100.00");
    assertThat(page.locator("#SXN-09-parts")).containsText("WeChat");
  }

  @Test
  @Order(6)
  void bedsidePageShowsEachWard() throws Exception {
    String question = "?period=" + WardMonth.MONTH + "&facility=H001";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        told.json("settlement/bedside" + question)
                            .at("/items/0/all/settlements")
                            .asLong())
                    .isEqualTo(24));

    Page page = browsing.open("/bedside" + question);

    // 3 of 4 at the bedside or ward, all but each fourth on the day of discharge
    assertThat(page.locator("#ward-0301")).containsText("75.00 9/12");
    assertThat(page.locator("#ward-0301 td").last()).hasText("75.00 9/12");
    String facts = page.locator("#ward-0301 td").last().locator("a").getAttribute("href");
    JsonNode behind = new ObjectMapper().readTree(page.request().get(facts).text());
    assertThat(behind.get("items")).hasSize(9);
    assertThat(behind.at("/items/0/key").asText()).isEqualTo("discharge.made:H001:0301-0");
    // 2 bedside, 2 mobile; 4 window or kiosk
    assertThat(page.locator("#ward-0302")).containsText("50.00 4/8");
    assertThat(page.locator("#ward-0415 .from-discharge")).containsText("自出院");
    assertThat(page.locator("#ward-0415 .from-order")).hasCount(0);
    // 40 + 50 i seconds are within five minutes for the first six of each ward: 6 + 6 + 4
    assertThat(page.locator("#AHN-10")).containsText("66.67");
  }

  @Test
  @Order(7)
  void wrongQuestionsAreProblemsThatSayHowToAsk() throws Exception {
    assertThat(told.ask("reconciliation?day=November").body()).contains("2026-11-03");
    assertThat(told.ask("reconciliation?day=November").statusCode()).isEqualTo(400);
    assertThat(told.ask("reconciliation/cases?outcome=odd").body()).contains("paid-not-settled");
    assertThat(told.ask("reconciliation/cases?after=x").statusCode()).isEqualTo(400);
    assertThat(told.ask("reconciliation/cases/999999").statusCode()).isEqualTo(404);
    assertThat(told.ask("reconciliation/x.xlsx").statusCode()).isEqualTo(400);
    assertThat(told.ask("settlement/bedside?period=x").statusCode()).isEqualTo(400);
    String first = told.json("reconciliation/cases?outcome=matched").at("/items/0/id").asText();
    String path = "reconciliation/cases/" + first;
    assertThat(told.post(path + "/comment", "{\"comment\": \"x\"}"))
        .as("without who")
        .isEqualTo(400);
    assertThat(told.post(path + "/close", "{\"who\": \"w\", \"reason\": \"odd\"}")).isEqualTo(400);
    assertThat(told.post(path + "/close", "{\"who\": \"w\", \"reason\": \"timing\"}"))
        .as("what agrees cannot be closed")
        .isEqualTo(409);
    assertThat(told.post("reconciliation/" + SettledDay.DAY + "/close", "{\"who\": \"w\"}"))
        .as("without facility")
        .isEqualTo(400);
  }

  @Test
  @Order(8)
  void looksRightOnEveryScreen() throws Exception {
    String id =
        told.json("reconciliation/cases?outcome=paid-not-settled&day=" + SettledDay.DAY)
            .at("/items/0/id")
            .asText();
    Map<String, String> pages =
        Map.of(
            "reconciliation", DAY_PAGE + "&state=differences",
            "reconciliation-case", "/reconciliation/cases/" + id,
            "bedside", "/bedside?period=" + WardMonth.MONTH);
    pages.forEach((name, path) -> browsing.shoot(path, name));
  }
}
