// size: one story, told in the order in which a person mends a code
package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.springframework.util.FileSystemUtils;

/**
 * Hospital IT mends a code on the pages: sees that it lacks a row, adds the row to the file,
 * reloads, reads the messages again, and sees that facts and data quality are whole.
 */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.mappings-reload=0s",
      "hub.console.open-loopback=true",
      "hub.sources.his.transport=json"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TablesPageIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String LINE = "[id='line-visit.registered-clinicLevel']";

  @TempDir static Path data;

  private static Browsing browsing;
  private static SettledDay told;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) throws Exception {
    FileSystemUtils.copyRecursively(Path.of("mappings"), data.resolve("mappings"));
    registry.add("hub.data", () -> data.resolve("data").toString());
    registry.add("hub.mappings", () -> data.resolve("mappings").toString());
    registry.add("hub.drafts", () -> data.resolve("drafts").toString());
  }

  @BeforeAll
  static void start(@LocalServerPort int port) throws Exception {
    browsing = new Browsing(port);
    told = new SettledDay(port);
    LocalDate today = LocalDate.now(ZoneOffset.ofHours(8));
    List<String> visits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String level = i < 3 ? "VVIP" : i < 5 ? "expert" : "=1+1";
      visits.add(
          """
          {"type": "visit.registered", "key": "V%1$d", "recordedAt": "%2$sT00:0%1$d:00+08:00",
           "patient": {"id": "P%1$d"},
           "attributes": {"visitClass": "O", "at": "%2$sT00:0%1$d:00+08:00",
             "clinicLevel": "%3$s", "deptCode": "030%4$d"}}\
          """
              .formatted(i, today, level, i % 2));
    }
    told.post(visits);
    await()
        .atMost(SOON)
        .until(() -> told.json("events?type=visit.registered").get("items").size() == 6);
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

  private static Locator code(Page page, String code) {
    return page.locator("[id='code-his-" + code + "']");
  }

  private static void add(String row) throws Exception {
    Files.writeString(
        data.resolve("mappings/codes/clinic-level.csv"), row + "\n", StandardOpenOption.APPEND);
  }

  @Test
  @Order(1)
  void worklistSaysWhichRowToAddWhere() throws Exception {
    Page page = browsing.open("/unmapped?lang=zh");
    assertThat(page.locator("h1")).hasText("未映射代码");
    assertThat(page.locator("#lacks tbody tr")).hasCount(1);
    assertThat(page.locator("#lacks tbody tr")).containsText("codes/clinic-level.csv");
    assertThat(code(page, "VVIP")).containsText("3");
    assertThat(code(page, "VVIP").locator("code.row")).hasText("his,VVIP,,,");
    assertThat(code(page, "VVIP").locator(".tag.good")).hasCount(0);
    code(page, "VVIP").locator("td.wide summary").click();
    Locator pick = code(page, "VVIP").locator(".picks button").filter(hasText("special-need"));
    assertThat(pick).hasAttribute("data-copy", "his,VVIP,special-need,特需,");
    pick.click();
    assertThat(code(page, "VVIP").locator(".picks")).containsText("已复制");
    Browsing.shoot(page, "unmapped-zh");

    page.locator("select[name=table]").selectOption("clinic-level");
    page.locator(".filter input[name=code]").fill("VV");
    page.locator(".filter button").click();
    assertThat(page.locator("#codes tbody tr")).hasCount(1);
    assertThat(page.url()).contains("table=clinic-level");

    String csv = told.ask("unmapped/clinic-level.csv").body();
    assertThat(csv.lines().toList())
        .containsExactly(
            "\ufeffsource,code,target,display,comment", "his,VVIP,,,", "his,\"=\"\"=1+1\"\"\",,,");
    assertThat(told.ask("unmapped/clinic-level.xlsx").statusCode()).isEqualTo(200);
    assertThat(told.ask("unmapped/no-such.csv").statusCode()).isEqualTo(404);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  @Order(2)
  void qualityPageShowsWhatIsLackingWhyAndWhere() throws Exception {
    awaitLacking(4);
    Page page = browsing.open("/quality?show=used&lang=zh");
    assertThat(page.locator("h1")).hasText("数据质量");
    assertThat(page.locator(LINE)).containsText("66.7 %");
    assertThat(page.locator(LINE)).containsText("VVIP");
    Browsing.shoot(page, "quality-zh");

    page.locator(LINE + " a").first().click();
    assertThat(page.locator("#causes tbody tr").first()).containsText("VVIP");
    assertThat(page.locator("#causes tbody tr").first().locator("td").first()).hasText("3");
    assertThat(page.locator("#wards tbody tr")).hasCount(2);
    assertThat(page.locator("#facts tbody tr")).hasCount(4);
    Browsing.shoot(page, "quality-line-zh");
    page.locator("#wards a").first().click();
    assertThat(page.locator("#facts tbody tr")).hasCount(2);

    String csv = told.ask("quality/export.csv").body();
    assertThat(csv).contains("visit.registered").contains("VVIP").doesNotContain("P1");
    assertThat(told.ask("quality/export.xlsx").statusCode()).isEqualTo(200);
    assertThat(told.ask("quality?from=2026-02-30").statusCode()).isEqualTo(400);
    var first = told.json("quality/visit.registered/clinicLevel/facts?limit=3");
    assertThat(first.get("items")).hasSize(3);
    var rest =
        told.json(
            "quality/visit.registered/clinicLevel/facts?limit=3&after="
                + first.get("next").asText());
    assertThat(rest.get("items")).hasSize(1);
  }

  private static void awaitLacking(int facts) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var lines = told.json("quality?type=visit.registered").get("items");
              for (var line : lines) {
                if (line.get("attribute").asText().equals("clinicLevel")) {
                  assertThat(line.get("lacking").asInt()).isEqualTo(facts);
                  return;
                }
              }
              throw new AssertionError("no line of clinicLevel");
            });
  }

  @Test
  @Order(3)
  void wrongRowIsNamedAndTheSetBeforeStays() throws Exception {
    Path table = data.resolve("mappings/codes/clinic-level.csv");
    byte[] before = Files.readAllBytes(table);
    add("his,VVIP,no-such-level,特需,");
    Page page = browsing.open("/mappings?lang=zh");
    String hash = page.locator("#hash").textContent();
    page.locator("#reload").click();
    assertThat(page.locator("#problems .notice")).containsText("没有生效");
    assertThat(page.locator("#problems tbody")).containsText("codes/clinic-level.csv");
    assertThat(page.locator("#hash")).hasText(hash);
    Browsing.shoot(page, "mappings-problem-zh");
    Files.write(table, before);
  }

  @Test
  @Order(4)
  void rowIsAddedReloadedAndWhatTheCodeTouchedIsReadAgain() throws Exception {
    add("his,VVIP,special-need,特需,");
    Page page = browsing.open("/mappings?lang=zh");
    page.locator("#reload").click();
    assertThat(page.locator("#problems .notice.good")).containsText("已重载");
    assertThat(page.locator("#history tbody tr").first()).containsText("codes/clinic-level.csv");
    Browsing.shoot(page, "mappings-zh");

    page.navigate(page.url().replaceFirst("/mappings.*", "/unmapped"));
    assertThat(code(page, "VVIP").locator(".tag.good")).containsText("待重放");
    Browsing.shoot(page, "unmapped-mended-zh");
    code(page, "VVIP").locator(".commands summary").click();
    assertThat(code(page, "VVIP").locator(".commands button")).containsText("3");
    code(page, "VVIP").locator(".commands button").click();
    assertThat(page.locator("#released")).hasText("3 / 3");
    assertThat(page.locator("#progress .tag.good")).isVisible();
    await()
        .atMost(SOON)
        .until(() -> told.json("unmapped").get("items").findValuesAsText("code").size() == 1);
    assertThat(told.json("events/visit.registered:H001:V0").at("/attributes/clinicLevel").asText())
        .isEqualTo("special-need");
    awaitLacking(1);

    page = browsing.open("/quality/visit.registered/clinicLevel?lang=en");
    assertThat(page.locator("#facts tbody tr")).hasCount(1);
    assertThat(page.locator("#causes")).containsText("=1+1");
    Browsing.shoot(page, "quality-line-en");
    page = browsing.open("/unmapped?lang=en");
    assertThat(page.locator("#codes tbody tr")).hasCount(1);
    Browsing.shoot(page, "unmapped-en");
  }

  @Test
  @Order(5)
  void tableAndEventFileShowWhatIsInForce() {
    Page page = browsing.open("/mappings/codes/clinic-level?lang=en");
    page.locator("input[name=q]").fill("VVIP");
    page.locator(".filter button").click();
    assertThat(page.locator("#rows tbody tr")).hasCount(1);
    assertThat(page.locator("#rows tbody tr")).containsText("special-need");
    Browsing.shoot(page, "mapping-table-en");
    page = browsing.open("/mappings/events/visit.registered?lang=en");
    assertThat(page.locator("#attributes")).containsText("clinicLevel");
    assertThat(page.locator("#attributes")).containsText("AHN-02a");
    assertThat(page.locator("details summary").first()).containsText("ADT^A04");
    Browsing.shoot(page, "mapping-event-en");
  }

  @Test
  @Order(6)
  void draftRunShowsWhatTheDraftWouldChange() throws Exception {
    Path draft = data.resolve("drafts/vip");
    FileSystemUtils.copyRecursively(data.resolve("mappings"), draft);
    Files.writeString(
        draft.resolve("codes/clinic-level.csv"),
        "his,\"=\"\"=1+1\"\"\",general,普通,\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    Page page = browsing.open("/mappings?lang=en");
    page.locator("select[name=folder]").selectOption("vip");
    page.locator("#start").click();
    assertThat(page.locator("#state")).hasText("Done");
    assertThat(page.locator("#difference")).containsText("1 of 6");
    assertThat(page.locator("#run")).containsText("⟨=1+1⟩ → general");
    page.locator("select[name=programme]").selectOption("huaian-2023");
    page.locator("input[name=period]").fill("2025-H2");
    page.locator(".filter button").click();
    assertThat(page.locator("#indicators-same")).isVisible();
    Browsing.shoot(page, "draft-run-en");
    page = browsing.open("/mappings?lang=zh");
    assertThat(page.locator("#runs tbody tr")).hasCount(1);
  }

  @Test
  @Order(7)
  void fitsAPhoneInTheDark() {
    for (String path :
        List.of(
            "/unmapped",
            "/quality?show=all",
            "/mappings",
            "/mappings/events/visit.registered",
            "/mappings/codes/clinic-level",
            "/quality/visit.registered/clinicLevel",
            "/mappings/draft-runs/1")) {
      Page page = browsing.open(path, ColorScheme.DARK, 390, 844);
      Browsing.shoot(page, "tables-phone" + path.replaceAll("\\W", "-"));
    }
  }
}
