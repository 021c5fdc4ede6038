// size: one hub start for the pages of how it runs, told in the order in which they are looked at
package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
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

/** The pages on how the hub runs, of a whole hub that takes HL7 over MLLP and reports it. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.mappings=mappings",
      "hub.console.open-loopback=true",
      "hub.sources.his.transport=mllp",
      "hub.sources.his.host=127.0.0.1",
      "hub.sources.his.zone=Asia/Shanghai",
      "hub.destinations.platform.app-id=H001-app"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningPageIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path data;
  @TempDir static Path copies;

  private static Simulator simulator;
  private static Browsing browsing;
  private static String base;
  private static int mllp;

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
                    Duration.ofMillis(20),
                    Map.of("H001-app", new SimulatorSettings.App(null, key, null)),
                    SimulatorSettings.Capabilities.ALL,
                    0))
            .start();
    mllp = FreePorts.next();
    registry.add("hub.sources.his.port", () -> mllp);
    registry.add("hub.data", data::toString);
    registry.add("hub.backup.folder", copies::toString);
    registry.add("hub.destinations.platform.key-file", key::toString);
    registry.add(
        "hub.destinations.platform.url", () -> "http://127.0.0.1:" + simulator.port() + "/");
  }

  @BeforeAll
  static void start(@LocalServerPort int port) {
    browsing = new Browsing(port);
    base = "http://localhost:" + port;
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

  /** Registers visits, and waits for each answer. */
  private static void send(int messages) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mllp)) {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < messages; i++) {
        int n = NUMBER.incrementAndGet();
        String hl7 =
            Traffics.adt("A04", "RUN" + n, "VRUN" + n).replace("GB 18030-2000", "UNICODE UTF-8");
        socket.getOutputStream().write(0x0B);
        socket.getOutputStream().write(hl7.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(new byte[] {0x1C, 0x0D});
        socket.getOutputStream().flush();
        int b = in.read();
        while (b != 0x1C) {
          assertThat(b).as("the answer has an end").isNotNegative();
          b = in.read();
        }
        assertThat(in.read()).isEqualTo(0x0D);
      }
    }
  }

  private static String ask(String method, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  @Order(1)
  void overviewMovesWithoutReloadForTwoViewersInTheirLanguages() throws Exception {
    Page page = browsing.open("/?lang=zh");
    page.evaluate("window.notReloaded = true");
    try (BrowserContext other = page.context().browser().newContext()) {
      Page english = other.newPage();
      english.navigate(base + "/?lang=en");
      assertThat(english.locator("#received")).hasText("0");

      send(30);

      assertThat(page.locator("#received")).hasText("30");
      assertThat(english.locator("#received")).hasText("30");
      assertThat(page.locator("#business-registrations .told")).hasText("30");
      assertThat(page.locator("#business-registrations .reported")).hasText("30");
      assertThat(page.locator("#business-registrations .waiting")).hasText("0");
      assertThat(page.locator("#business-registrations th")).hasText("挂号");
      assertThat(english.locator("#business-registrations th")).hasText("Registrations");
      assertThat(page.locator("#conservation .tag")).hasText("平衡");
      assertThat(page.locator("#destinations tbody tr")).containsText("按时");
      // from the message to the receipt, of what has just arrived
      assertThat(page.locator("#destinations tbody td").last()).containsText("s");
      assertThat((Boolean) page.evaluate("window.notReloaded")).isTrue();
      Browsing.shoot(page, "overview-live-zh");
      english.setViewportSize(390, 844);
      Browsing.shoot(english, "overview-live-en-phone");
    }
  }

  @Test
  @Order(2)
  void pageThatHasLostItsStreamAsksByItself() throws Exception {
    Page page = browsing.open("/?lang=zh");
    page.context()
        .route(
            "**/overview/stream",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(200)
                        .setContentType("text/event-stream")
                        .setBody("")));
    page.reload();
    String before = page.locator("#received").textContent();
    send(1);
    assertThat(page.locator("#received")).not().hasText(before);
    assertThat(page.locator("#offline")).isHidden();
  }

  @Test
  @Order(3)
  void flowsShowCountersAndADestinationIsPausedAndResumed() throws Exception {
    Page page = browsing.open("/flows?lang=zh");
    assertThat(page.locator("#route-receive-mllp-his .total")).hasText("31");
    assertThat(page.locator("#route-forward-platform .tag")).hasText("运行中");
    assertThat(page.locator(".flow .figure")).hasCount(4);
    assertThat(page.locator(".flow .figure").first()).hasText("31");
    Browsing.shoot(page, "flows-zh");
    page.navigate(base + "/flows?lang=en");
    page.setViewportSize(390, 844);
    Browsing.shoot(page, "flows-en-phone");

    page = browsing.open("/flows/forward-platform?lang=zh");
    page.locator("input[name=reason]").fill("平台割接");
    page.locator("#switch button").click();
    assertThat(page.locator("#state")).hasText("已暂停");
    assertThat(page.locator("#nodes")).containsText("平台割接");
    send(2);
    await()
        .atMost(SOON)
        .until(() -> ask("GET", "/api/v1/flows/forward-platform").contains("\"waits\":2"));
    page.reload();
    assertThat(page.locator("#what-waits")).containsText("2 笔");
    Browsing.shoot(page, "flow-zh");
    page.locator("#switch button").click();
    assertThat(page.locator("#state")).hasText("运行中");
    await()
        .atMost(SOON)
        .until(() -> ask("GET", "/api/v1/flows/forward-platform").contains("\"waits\":0"));

    page.navigate(base + "/audit?act=destination");
    assertThat(page.locator("body")).not().containsText("??");
  }

  @Test
  @Order(4)
  void pausedSourceLeavesTheMessageWithItsSender() throws Exception {
    Page page = browsing.open("/flows/receive-mllp-his?lang=en");
    page.locator("input[name=reason]").fill("change of the line");
    page.locator("#switch button").click();
    assertThat(page.locator("#state")).hasText("stopped");
    assertThatThrownBy(() -> send(1)).isInstanceOf(IOException.class);
    Browsing.shoot(page, "flow-source-en");

    page.locator("#switch button").click();
    assertThat(page.locator("#state")).hasText("running");
    send(1);
    assertThat(page.locator("#total")).hasText("34");
    page.navigate(base + "/audit?act=route");
    // each pause and resume, that of the destination before it too
    assertThat(page.locator("tbody tr")).hasCount(4);
  }

  @Test
  @Order(5)
  void storeIsCopiedWhileMessagesComeAndTheCopyHoldsThem() throws Exception {
    Page page = browsing.open("/system?lang=zh");
    assertThat(page.locator("#newest")).hasText("从未备份");
    assertThat(page.locator("#database h2")).containsText("SQLite");
    assertThat(page.locator("#settings")).containsText("hub.facility");
    assertThat(page.content()).doesNotContain("??");
    page.locator("#backup button").click();
    send(20);
    assertThat(page.locator("#copy .tag")).hasText("已完成");
    assertThat(page.locator("#newest")).not().hasText("从未备份");
    page.reload();
    Browsing.shoot(page, "system-zh");
    page.navigate(base + "/system?lang=en");
    page.setViewportSize(390, 844);
    Browsing.shoot(page, "system-en-phone");

    Path copy;
    try (Stream<Path> files = Files.list(copies)) {
      copy = files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
    }
    assertThat(sum(copy, "select count(*) from message")).isGreaterThanOrEqualTo(34);
    assertThat(
            sum(
                copy,
                "select coalesce(sum(n), 0) from tally where minute = 0 and room = 'journal' and"
                    + " what = 'received'"))
        .as("conservation holds in the copy")
        .isEqualTo(
            sum(
                    copy,
                    "select coalesce(sum(n), 0) from tally where minute = 0 and room = 'journal'"
                        + " and what in ('normalized', 'ignored', 'parked')")
                + sum(copy, "select count(*) from message where state = 'RECEIVED'"));
  }

  private static long sum(Path copy, String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  @Order(6)
  void linksFoldWhatIsOffAndSayWhatToDo() {
    Page page = browsing.open("/links?lang=zh");
    assertThat(page.locator("#source-his")).containsText("AA");
    assertThat(page.locator("#sources tr.off")).hasCount(0);
    page.locator("#sources-off summary").click();
    assertThat(page.locator("#sources-off tr.off").first()).isVisible();
    assertThat(page.locator("#runbooks dt")).not().hasCount(0);
    Browsing.shoot(page, "links-zh");
    page.setViewportSize(390, 844);
    page.navigate(base + "/links?lang=en");
    Browsing.shoot(page, "links-en-phone");
  }

  @Test
  @Order(7)
  void apiSaysTheSame() throws Exception {
    String system = ask("GET", "/api/v1/system");
    assertThat(system)
        .contains("\"engine\":\"SQLite\"")
        .contains("newestBackup")
        .doesNotContain("key-of-this-test-only");
    assertThat(ask("GET", "/api/v1/flows")).contains("receive-mllp-his").contains("journal-his");
    assertThat(ask("POST", "/api/v1/system/backup/cancel")).contains("No copy is being made");
    assertThat(ask("POST", "/api/v1/flows/receive-mllp-his/resume")).contains("was not stopped");
  }
}
