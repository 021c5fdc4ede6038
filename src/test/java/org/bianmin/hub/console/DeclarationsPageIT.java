package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
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

/** A person declares on the page, is told at the field what is wrong, corrects and withdraws. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=" + DeclarationsPageIT.FACILITY,
      "hub.mappings=mappings",
      "hub.console.open-loopback=true",
      "hub.sources.declarations.transport=declaration"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeclarationsPageIT {

  /** The first of the shipped roster. */
  static final String FACILITY = "123400000000000000";

  private static final String LIST = "/declarations?programme=huaian-2023";

  @TempDir static Path data;

  private static Browsing browsing;
  private static SettledDay told;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @BeforeAll
  static void start(@LocalServerPort int port) {
    browsing = new Browsing(port);
    told = new SettledDay(port);
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

  /** Sends a form, and waits until what it says is stored: what was sent before is too. */
  private static void send(Page page, String button) {
    Locator stored = page.locator("#history .notice.good a");
    String before = stored.count() == 0 ? "" : stored.getAttribute("href");
    page.locator(button).click();
    assertThat(page.locator("#history .notice.good a:not([href='" + before + "'])")).isVisible();
  }

  private static Locator line(Page page, String obligation) {
    return page.locator("[id='o-" + obligation + "']");
  }

  @Test
  @Order(1)
  void saysWhatIsMissingForTheReportThatIsDue() throws Exception {
    Page page = browsing.open(LIST + "&lang=zh");
    assertThat(page.locator("h1")).hasText("申报");
    assertThat(line(page, "HAI-20").locator(".tag")).hasText("已逾期");
    assertThat(line(page, "HAI-20")).containsText("2025-H2");
    assertThat(line(page, "HAI-20")).containsText("2026-01-15");
    Browsing.shoot(page, "declarations-zh");
  }

  @Test
  @Order(2)
  void wrongValueIsRefusedAtItsFieldAndNothingIsStored() throws Exception {
    Page page = browsing.open("/declarations/HAI-20?lang=zh");
    page.locator("input[name=value]").fill("大约十二");
    page.locator("input[name=who]").fill("医务科 001");
    page.locator("select[name=basis]").selectOption("certificate");
    page.locator("#declare button").click();

    assertThat(page.locator("#problem-value")).containsText("请写成数字");
    assertThat(page.locator("input[name=value]")).hasValue("大约十二");
    assertThat(page.locator("input[name=who]")).hasValue("医务科 001");
    page.locator("input[name=value]").fill("12.5");
    page.locator("#declare button").click();
    assertThat(page.locator("#problem-effectiveTo")).containsText("证书必须填写");
    assertThat(page.locator("#problem-value")).hasCount(0);
    Browsing.shoot(page, "declaration-refused-zh");
    assertThat(told.json("events?type=declaration.made").get("items")).isEmpty();
  }

  @Test
  @Order(3)
  void declaredNumberIsTheValueOfTheIndicator() throws Exception {
    Page page = browsing.open("/declarations/HAI-20?lang=zh");
    page.locator("input[name=value]").fill("12.5");
    page.locator("input[name=who]").fill("医务科 001");
    page.locator("input[name=approvedBy]").fill("分管院长 002");
    page.locator("input[name=evidence]").fill("院办〔2025〕12号；会议纪要 3");
    page.locator("#declare button").click();

    assertThat(page.locator("#history .notice.good")).containsText("已入库");
    Locator row = page.locator("#declared tbody tr");
    assertThat(row).hasCount(1);
    assertThat(row).containsText("2025-H2");
    assertThat(row).containsText("12.5");
    assertThat(row).containsText("医务科 001");
    assertThat(row).containsText("审批 分管院长 002");
    assertThat(row).containsText("会议纪要 3");
    Browsing.shoot(page, "declaration-zh");

    page = browsing.open(LIST + "&lang=en");
    assertThat(line(page, "HAI-20").locator(".tag")).hasText("Declared");
    assertThat(line(page, "HAI-20")).containsText("12.5");
    Browsing.shoot(page, "declarations-en");
    page = browsing.open("/indicators/huaian-2023/HAI-20?period=2025-H2&lang=en");
    assertThat(page.locator("#declared")).containsText("12.5");
    JsonNode declared = told.json("declarations?obligation=HAI-20&at=2025-12-01T00:00:00%2B08:00");
    assertThat(declared.at("/items/0/attributes/evidenceRef")).hasSize(2);
  }

  @Test
  @Order(4)
  void correctionTakesItsPlaceAndAWithdrawalLeavesItOpenAgain() throws Exception {
    Page page = browsing.open("/declarations/HAI-03?lang=en");
    assertThat(page.locator("#declare")).containsText("Valid from");
    page.locator("input[name=value][value=yes]").check();
    page.locator("input[name=who]").fill("Office 7");
    send(page, "#declare button");
    assertThat(page.locator("#declared tbody tr").first()).containsText("yes");

    // as remembered by the browser
    assertThat(page.locator("input[name=who]")).hasValue("Office 7");
    page.locator("input[name=value][value=no]").check();
    send(page, "#declare button");
    assertThat(page.locator("#declared tbody tr")).hasCount(1);
    assertThat(page.locator("#declared tbody tr")).containsText("version 2");
    Browsing.shoot(page, "declaration-en");

    page.locator("#declared summary").click();
    send(page, "#declared button.danger");
    assertThat(page.locator("#declared .tag.void")).isVisible();
    page = browsing.open(LIST + "&show=open&lang=en");
    assertThat(line(page, "HAI-03").locator(".tag")).hasText("Overdue");
    assertThat(line(page, "HAI-20")).hasCount(0);

    // word by word what was declared before
    page = browsing.open("/declarations/HAI-03?lang=en");
    page.locator("input[name=value][value=yes]").check();
    page.locator("input[name=who]").fill("Office 7");
    send(page, "#declare button");
    assertThat(page.locator("#declared .tag.active")).isVisible();
  }

  @Test
  @Order(5)
  void fitsAPhoneInTheDark() {
    for (String path : List.of(LIST, "/declarations/HAI-03")) {
      Page page = browsing.open(path, ColorScheme.DARK, 390, 844);
      Browsing.shoot(page, "declarations-phone" + path.replaceAll("\\W", "-"));
    }
  }
}
