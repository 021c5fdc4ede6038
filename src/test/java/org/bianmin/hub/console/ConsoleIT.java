package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.event.Action;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = ConsoleRooms.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    // the keys of the trial's wallets are drawn before this test says where its data lie
    properties = {
      "hub.facility=H001",
      "hub.sources.wechat.enabled=false",
      "hub.sources.alipay.enabled=false"
    })
@ActiveProfiles("trial")
@DirtiesContext
class ConsoleIT {

  @TempDir static Path data;

  private static Chromium chromium;

  @LocalServerPort int port;
  @Autowired Traffics traffic;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void noComplaints() {
    context.close();
    assertThat(complaints).as("what the browser's console complains about").isEmpty();
  }

  private Page open(String path, ColorScheme scheme, int width, int height) {
    context =
        chromium.browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port)
                .setColorScheme(scheme)
                .setViewportSize(width, height));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(path);
    return page;
  }

  private Page open(String path) {
    return open(path, ColorScheme.LIGHT, 1366, 768);
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
  }

  @Test
  void overviewMovesWhenMessageArrives() {
    Page page = open("/");
    String before = page.locator("#received").textContent();

    traffic.register("moving", "MOVE1", "VMOVE1");

    assertThat(page.locator("#received")).not().hasText(before);
    assertThat(page.locator("#live")).containsText("moving");
    assertThat(page.locator("#conservation .tag")).hasText("平衡");
  }

  @Test
  void messagePageShowsTheWayAndRevealsOnPurpose() {
    long id = traffic.register("his", "WAY1", "VWAY1");
    traffic.deliverAll("B-WAY1");
    Page page = open("/messages/" + id);

    assertThat(page.locator("#way")).containsText("visit.registered:H001:VWAY1");
    assertThat(page.locator("#way")).containsText("R-B-WAY1");
    page.locator("summary", new Page.LocatorOptions().setHasText("PID")).click();
    shoot(page, "message");
    assertThat(page.content()).doesNotContain(Traffics.NAME);
    page.locator(".reveal button").click();
    assertThat(page.locator(".raw")).hasCount(0);
    page.locator(".reveal [name=who]").fill("张三");
    page.locator(".reveal [name=reason]").fill("核对映射");
    page.locator(".reveal button").click();
    assertThat(page.locator(".raw")).containsText(Traffics.NAME);

    page.locator("nav a[href='/audit']").click();
    assertThat(page.locator("tbody tr").first()).containsText("message.reveal");
    assertThat(page.locator("tbody tr").first()).containsText("核对映射");
    page.locator("#check").click();
    assertThat(page.locator("#finding")).containsText("审计链完整");
    shoot(page, "audit");
  }

  @Test
  void fiveHundredParkedMessagesAreReleasedByTheirCause() {
    for (int i = 0; i < 500; i++) {
      traffic.park("lis", "RELEASE" + i, "code 'ZZ' has no row in codes/visit-class.csv");
    }
    Page page = open("/parked");
    var group = page.locator("#groups tr", new Page.LocatorOptions().setHasText("'ZZ'"));
    assertThat(group).containsText("500");
    shoot(page, "parked");

    group.locator("summary").click();
    group.locator("button").click();

    assertThat(page.locator("#released")).hasText("500 / 500");
    assertThat(page.locator("#progress .tag")).hasText("已放行");
    assertThat(page.locator("#progress")).containsText("等待处理 500");
    page.reload();
    assertThat(group).hasCount(0);
    page.navigate("/audit?act=parked");
    assertThat(page.locator("tbody tr").first()).containsText("parked.release");
  }

  @Test
  void replaySendsMessageOnceMoreAndPageFollows() {
    long id = traffic.register("his", "REPLAY1", "VREPLAY1");
    Page page = open("/messages/" + id);

    page.locator("#replay").click();
    assertThat(page.locator("#state")).hasText("等待处理");
    traffic.normalize(id, "his", "VREPLAY1", Action.RECORD, 1_000);

    assertThat(page.locator("#state")).hasText("已归一");
    assertThat(page.locator("#replays")).hasText("1");
  }

  @Test
  void languageSwitchesAndStays() {
    Page page = open("/messages");
    assertThat(page.locator("h1")).hasText("消息");

    page.locator(".language a[lang=en]").click();
    assertThat(page.locator("h1")).hasText("Messages");
    page.navigate("/deliveries");
    assertThat(page.locator("h1")).hasText("Deliveries");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
  }

  @Test
  void failedDeliveryIsRetriedByButton() {
    traffic.deliverAll("B-BEFORE");
    traffic.register("his", "RETRY1", "VRETRY1");
    traffic.refuseAll("B-RETRY1", "R12 科室代码不在目录内");
    Page page = open("/deliveries?state=DISCARDED");
    shoot(page, "deliveries");

    page.locator("td.commands button").first().click();

    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("VRETRY1")))
        .containsText("待发");
  }

  @Test
  void looksRightOnEveryScreen() {
    traffic.past("his", 42);
    traffic.past("lis", 17);
    for (int i = 0; i < 12; i++) {
      traffic.register("his", "LOOK" + i, "VLOOK" + i);
    }
    traffic.deliverAll("B-LOOK");
    traffic.park("lis", "LOOKP", "第 17 字节不是 GB18030 编码：请核对 MSH-18 或数据源的 charset");
    traffic.cancel("his", "LOOKC", "VLOOK1");
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      String name = scheme.name().toLowerCase(Locale.ROOT);
      for (String room : new String[] {"", "messages", "events", "deliveries"}) {
        Page page = open("/" + room, scheme, 1366, 768);
        if (room.isEmpty()) {
          assertThat(page.locator("#live")).containsText("lis");
        }
        shoot(page, (room.isEmpty() ? "overview" : room) + "-" + name);
        assertThat(sideways(page)).isFalse();
        context.close();
      }
      Page phone = open("/", scheme, 390, 844);
      shoot(phone, "phone-" + name);
      assertThat(sideways(phone)).isFalse();
      context.close();
    }
    Page light = open("/", ColorScheme.LIGHT, 1366, 768);
    Object lightPaper = light.evaluate("getComputedStyle(document.body).backgroundColor");
    context.close();
    Page dark = open("/", ColorScheme.DARK, 1366, 768);
    assertThat(dark.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(lightPaper);
  }

  /** Whether the page has to be scrolled sideways. */
  private static boolean sideways(Page page) {
    return (boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }
}
