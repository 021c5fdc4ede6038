package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.alert.HttpReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * A message that is parked becomes an incident, a robot gets it, a person acknowledges it on the
 * page and mends the cause, and the robot gets that it is over.
 */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.console.url=https://hub.hospital.example",
      "hub.alerts.every=1s",
      "hub.sources.his.transport=mllp",
      "hub.alerts.channels.it.kind=dingtalk",
      "hub.alerts.channels.chief.kind=feishu",
      "hub.alerts.channels.chief.escalate-after=30m"
    })
@DirtiesContext
class AlertsPageIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final LocatorAssertions.ContainsTextOptions WITHIN =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  /** A visit of a class that no table has. */
  private static final String PARKED =
      """
      MSH|^~\\&|HIS|H|HUB|H|20241105090000||ADT^A04|ALERT1|P|2.5.1||||||UNICODE UTF-8
      EVN|A04|20241105090000
      PID|1||PATIENT77^^^H^MR||王小明
      PV1|1|JZ|C1|||||||D1||||||||expert|V77
      """;

  @TempDir static Path data;

  private static HttpReceiver robots;
  private static Browsing browsing;
  private static SettledDay told;
  private static int mllp;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) throws Exception {
    robots = new HttpReceiver();
    Path secret = Files.writeString(data.resolve("secret"), HttpReceiver.SECRET);
    Path url =
        Files.writeString(
            data.resolve("url"), robots.address("/robot/send?access_token=t1").toString());
    Path mappings = data.resolve("mappings");
    FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    Path rules = mappings.resolve("alerts/rules.yaml");
    String shipped = Files.readString(rules);
    String quick = shipped.replaceAll("lasting: 30m", "lasting: 0s");
    assertThat(quick).isNotEqualTo(shipped);
    Files.writeString(rules, quick);
    mllp = FreePorts.next();
    registry.add("hub.sources.his.port", () -> mllp);
    registry.add("hub.data", data::toString);
    registry.add("hub.mappings", mappings::toString);
    registry.add("hub.alerts.channels.it.url-file", url::toString);
    registry.add("hub.alerts.channels.it.secret-file", secret::toString);
    registry.add("hub.alerts.channels.chief.secret-file", secret::toString);
    registry.add(
        "hub.alerts.channels.chief.url",
        () -> robots.address("/open-apis/bot/v2/hook/h1").toString());
  }

  @BeforeAll
  static void start(@LocalServerPort int port) {
    browsing = new Browsing(port);
    told = new SettledDay(port);
  }

  @AfterAll
  static void stop() {
    browsing.close();
    robots.close();
  }

  @Test
  void aParkedMessageIsToldAcknowledgedSilencedAndItsEndIsToldToo() throws Exception {
    Page page = browsing.open("/alerts");
    assertThat(page.locator("main")).containsText("当前没有告警");

    send(PARKED.replace('\n', '\r'));
    await().atMost(SOON).untilAsserted(() -> assertThat(titles()).contains("【警告】消息搁置待处理：his"));
    assertThat(robots.taken().toString())
        .contains("https://hub.hospital.example/alerts/")
        .doesNotContain("PATIENT77")
        .doesNotContain("小明");

    channelsAndTheirTest(page);
    page = acknowledge(page);
    silence(page);
    mendAndEnd(page);
    browsing.noComplaints();
  }

  private static void send(String message) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mllp)) {
      socket
          .getOutputStream()
          .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).as("an answer begins").isEqualTo(0x0b);
    }
  }

  private static List<String> titles() {
    return robots.taken().stream().map(json -> json.at("/markdown/title").asText()).toList();
  }

  private static void channelsAndTheirTest(Page page) {
    // the receiver has it a moment before the hub has written down that it took it
    await()
        .atMost(SOON)
        .until(
            () -> {
              page.navigate("/alerts/channels");
              return page.locator("#channel-it").textContent().contains("errcode 0 ok");
            });
    assertThat(page.locator("#channel-it")).containsText("钉钉");
    assertThat(page.locator("#channel-chief")).containsText("30 分钟无人确认");
    page.locator("#channel-chief button").click();
    assertThat(page.locator("#answer")).containsText("通道 chief 已收到测试消息", WITHIN);
    Browsing.shoot(page, "alerts-channels");
    page.navigate("/alerts/channels?lang=en");
    assertThat(page.locator("#channel-chief")).containsText("without acknowledgement");
    Browsing.shoot(page, "alerts-channels-en");
    page.navigate("/alerts?lang=zh");
  }

  private static Page acknowledge(Page page) {
    Locator row = page.locator("#open tr").filter(new Locator.FilterOptions().setHasText("搁置"));
    assertThat(row).containsText("待处理");
    Browsing.shoot(page, "alerts");
    row.locator("summary").click();
    row.locator("[name=who]").fill("张三");
    row.locator("form button").click();

    assertThat(page.locator("#state")).hasText("已确认");
    assertThat(page.locator("#timeline")).containsText("已通知");
    assertThat(page.locator("#timeline")).containsText("张三");
    page.locator("#comment [name=comment]").fill("已联系信息科");
    page.locator("#comment button").click();
    assertThat(page.locator("#timeline")).containsText("已联系信息科");
    page.locator("#assign [name=assignee]").fill("李四");
    page.locator("#assign button").click();
    assertThat(page.locator("#timeline")).containsText("→ 李四");
    Browsing.shoot(page, "alert");
    String incident = page.url();
    Page phone = browsing.open(incident + "?lang=en", ColorScheme.DARK, 390, 844);
    assertThat(phone.locator("#state")).hasText("Acknowledged");
    assertThat(phone.locator("#runbook")).containsText("Open Parked");
    Browsing.shoot(phone, "alert-en-phone");
    phone.navigate("/alerts?lang=en");
    Browsing.shoot(phone, "alerts-en-phone");
    phone.navigate("/alerts/silences?lang=en");
    Browsing.shoot(phone, "alerts-silences-en-phone");
    return browsing.open(incident);
  }

  private static void silence(Page page) {
    page.locator("a", new Page.LocatorOptions().setHasText("设为静默")).click();
    assertThat(page.locator("#add [name=subject]")).hasValue("his");
    page.locator("#add [name=reason]").fill("周末升级");
    page.locator("#add [name=who]").fill("张三");
    page.locator("#add .days input").first().check();
    page.locator("#add button").click();
    assertThat(page.locator("#silences tbody tr").first()).containsText("周末升级");
    assertThat(page.locator("#silences tbody tr").first()).containsText("周一");
    Browsing.shoot(page, "alerts-silences");
    page.locator("#silences summary").first().click();
    page.locator("#silences .commands button").first().click();
    assertThat(page.locator("#silences tbody tr").first()).containsText("已提前结束");
  }

  /** The row that was missing, and the message once more. */
  private static void mendAndEnd(Page page) throws Exception {
    Files.writeString(
        data.resolve("mappings/codes/visit-class.csv"),
        "his,JZ,E,急诊,\n",
        StandardOpenOption.APPEND);
    assertThat(told.post("mappings/reload", "{}")).isEqualTo(200);
    page.navigate("/parked");
    page.locator("#groups summary").first().click();
    page.locator("#groups form button").first().click();
    await().atMost(SOON).untilAsserted(() -> assertThat(titles()).contains("【恢复】消息搁置待处理：his"));
    page.navigate("/alerts");
    assertThat(page.locator("main")).containsText("当前没有告警");
    page.navigate("/alerts/history");
    assertThat(page.locator("#history")).containsText("消息搁置待处理");
    Browsing.shoot(page, "alerts-history");
    page.locator("#history a").first().click();
    assertThat(page.locator("#timeline")).containsText("恢复");
  }
}
