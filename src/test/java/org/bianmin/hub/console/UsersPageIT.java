// size: one story, told in the order in which persons live it
package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.cli.Commands;
import org.bianmin.hub.indicator.report.ReportSource;
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
 * A hub that nothing opens but a login: the first user by the command line, the others by the page,
 * and what each of them sees, does and is refused in a browser.
 */
@SpringBootTest(
    classes = {HubApplication.class, UsersPageIT.Indicators.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.mappings=mappings",
      "hub.sources.his-documents.transport=json",
      "hub.reports.preparer-may-review=true",
      "hub.reports.destination=reports",
      "hub.destinations.reports.enabled=false",
      "hub.destinations.reports.app-id=H001-app",
      "hub.destinations.reports.url=http://127.0.0.1:9/",
      "hub.reports.scheduled[0].programme=huaian-2023",
      "hub.reports.scheduled[0].facilities=H001"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UsersPageIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String GOOD = "Correct-horse7";

  @TempDir static Path data;

  private static Chromium chromium;
  private static String base;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, BrowserContext> BROWSERS = new HashMap<>();
  private static final Pattern REFUSED =
      Pattern.compile("Failed to load resource.* status of 40[13].*");
  private static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();

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
    registry.add("hub.data", data::toString);
    registry.add("hub.destinations.reports.key-file", key::toString);
  }

  @BeforeAll
  static void start(@LocalServerPort int port) throws Exception {
    base = "http://localhost:" + port;
    chromium = Chromium.start();
    // other systems tell documents without any login, as ever
    new SettledDay(port).post(new WardMonth().documents());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** A browser of its own for each person. */
  private static Page browser(String person) {
    BrowserContext context =
        BROWSERS.computeIfAbsent(
            person,
            unused ->
                chromium.browser.newContext(
                    new Browser.NewContextOptions().setBaseURL(base).setViewportSize(1366, 768)));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // that a wrong password or a missing role is refused is what is tested
          if (message.type().equals("error") && !REFUSED.matcher(message.text()).matches()) {
            COMPLAINTS.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(COMPLAINTS::add);
    return page;
  }

  @AfterEach
  void noComplaints() {
    assertThat(COMPLAINTS).as("what the browser's console complains about").isEmpty();
  }

  private static void signIn(Page page, String login, String password) {
    page.locator("input[name=login]").fill(login);
    page.locator("input[name=password]").fill(password);
    page.locator("button.primary").click();
  }

  /** Adds a user on the page, who then changes the temporary password. */
  private static Page add(Page admin, String login, String name, String role) {
    admin.navigate("/users");
    Locator form = admin.locator("#add");
    form.locator("input[name=login]").fill(login);
    form.locator("input[name=name]").fill(name);
    form.locator("input[value=" + role + "]").check();
    form.locator("button").click();
    assertThat(admin.locator("#issued")).containsText("临时密码");
    String temporary = admin.locator(".secret").textContent();
    Page page = browser(login);
    page.navigate("/");
    signIn(page, login, temporary);
    assertThat(page.locator(".notice")).containsText("临时密码");
    page.locator("input[name=current]").fill(temporary);
    page.locator("input[name=fresh]").fill(GOOD);
    page.locator("input[name=again]").fill(GOOD);
    page.locator("button.primary").click();
    assertThat(page.locator(".me a")).hasText(name);
    return page;
  }

  private static int status(HttpRequest.Builder request, String path) throws Exception {
    return HTTP.send(
            request.uri(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  @Order(1)
  void theClosedConsoleSaysHowTheFirstUserIsMadeAndOthersCallAsEver() throws Exception {
    Page page = browser("nobody");
    page.navigate("/messages?state=PARKED");
    assertThat(page).hasURL(Pattern.compile(".*/login\\?next=.*"));
    assertThat(page.locator("#nobody")).containsText("user add NAME --role security-admin");
    Browsing.shoot(page, "login-nobody-zh");

    assertThat(status(HttpRequest.newBuilder(), "/api/v1/messages")).isEqualTo(403);
    assertThat(status(HttpRequest.newBuilder(), "/api/v1/events")).isEqualTo(403);
    assertThat(status(HttpRequest.newBuilder(), "/api/v1/events/schemas")).isEqualTo(200);
    assertThat(status(HttpRequest.newBuilder(), "/actuator/health")).isEqualTo(200);
    // tests have no metrics to export; what matters is that nobody is asked who it is
    assertThat(status(HttpRequest.newBuilder(), "/actuator/prometheus")).isIn(200, 404);
    assertThat(status(HttpRequest.newBuilder(), "/fhir/metadata")).isNotIn(401, 403, 302);
    assertThat(
            status(
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("x=1")),
                "/payments/none"))
        .isNotIn(401, 403, 302);
  }

  @Test
  @Order(2)
  void theFirstUserComesFromTheCommandLineAndAddsOthersOnThePage() throws Exception {
    Path password = Files.writeString(data.resolve("password.txt"), GOOD + "\n");
    for (String[] user :
        new String[][] {{"zhang", "security-admin", "张安"}, {"shen", "auditor", "沈审"}}) {
      assertThat(
              Commands.run(
                  new String[] {
                    "user",
                    "add",
                    user[0],
                    "--role",
                    user[1],
                    "--name",
                    user[2],
                    "--data",
                    data.toString(),
                    "--password-file",
                    password.toString()
                  }))
          .isZero();
    }
    Page admin = browser("zhang");
    admin.navigate("/");
    signIn(admin, "zhang", "Wrong-horse-77");
    assertThat(admin.locator("[role=alert]")).containsText("锁定");
    signIn(admin, "zhang", GOOD);
    assertThat(admin).hasURL(base + "/users");
    assertThat(admin.locator("nav.side a")).hasCount(1);

    add(admin, "li", "李运维", "operator");
    add(admin, "tong", "童统计", "reporting");
    add(admin, "qian", "钱签发", "signer");
    admin.navigate("/users");
    assertThat(admin.locator("#users tbody tr")).hasCount(5);
    admin.navigate("/messages");
    assertThat(admin.locator("h1")).hasText("无权限");
    assertThat(admin.locator("main .notice")).containsText("运维");
  }

  @Test
  @Order(3)
  void anOperatorRevealsUnderTheOwnNameAndManagesNoUsers() {
    Page page = browser("li");
    page.navigate("/messages");
    page.locator("main tbody a").first().click();
    Locator form = page.locator("form.reveal");
    assertThat(form.locator("input[name=who]")).hasCount(0);
    form.locator("input[name=reason]").fill("平台退回");
    form.locator("button").click();
    assertThat(page.locator("pre.raw")).isVisible();
    assertThat(page.locator("nav.side")).not().containsText("用户");

    page.navigate("/users");
    assertThat(page.locator("main .notice")).containsText("安全管理员");
    Browsing.shoot(page, "refused-zh");
    page.navigate("/audit?lang=en");
    assertThat(page.locator("main .notice")).containsText("Auditor");
    page.navigate("/?lang=zh");
  }

  @Test
  @Order(4)
  void whoFillsAReportInCannotSignItAndTheSignerCan() {
    Page page = browser("tong");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              page.navigate("/events?type=discharge.made");
              assertThat(page.locator("main tbody tr").count()).isGreaterThan(20);
            });
    page.navigate("/reports");
    Locator form = page.locator("#open-report");
    form.locator("input[name=period]").fill("2024-H2");
    form.locator("input[name=id]").fill("H001");
    assertThat(form.locator("input[name=who]")).hasCount(0);
    form.locator("button").click();
    page.locator("#review button").click();
    assertThat(page.locator("#reviewed-by")).containsText("童统计 (tong)");
    assertThat(page.locator("#sign-off")).hasCount(0);
    String report = page.url();

    Page signer = browser("qian");
    signer.navigate(report);
    assertThat(signer.locator("#v-HAI-21")).isVisible();
    signer.locator("#sign-off button").click();
    assertThat(signer.locator("#signed-by")).containsText("钱签发 (qian)");
    assertThat(signer.locator("#state")).hasText("已签发");
  }

  @Test
  @Order(5)
  void theAuditorSeesWhoDidWhatAndNothingElse() {
    Page page = browser("shen");
    page.navigate("/audit");
    signIn(page, "shen", GOOD);
    assertThat(page).hasURL(base + "/audit");
    page.navigate("/audit?act=message");
    Locator reveal = page.locator("main tbody tr").first();
    assertThat(reveal).containsText("message.reveal");
    assertThat(reveal).containsText("li");
    assertThat(reveal).containsText("平台退回");
    page.navigate("/audit?act=session");
    assertThat(page.locator("main tbody")).containsText("session.sign-in");
    assertThat(page.locator("main tbody")).containsText("被拒绝");
    page.navigate("/audit?act=user");
    assertThat(page.locator("main tbody")).containsText("login=li role=operator");
    assertThat(page.locator("main tbody")).containsText("cli:");
    page.navigate("/messages");
    assertThat(page.locator("h1")).hasText("无权限");
  }

  @Test
  @Order(6)
  void aTokenThatThePageMadeLetsAScriptInUntilItIsTakenAway() throws Exception {
    Page admin = browser("zhang");
    admin.navigate("/users");
    Locator form = admin.locator("#make");
    form.locator("input[name=token]").fill("nightly");
    form.locator("input[value=viewer]").check();
    form.locator("button").click();
    String token = admin.locator(".secret").textContent();
    Path file = Files.writeString(data.resolve("nightly.token"), token + "\n");
    String[] report = {
      "report", "huaian-2023/half-year", "2024-H2", "--facility=H001", "--url=" + base
    };

    assertThat(Commands.run(report)).as("without a token").isEqualTo(2);
    assertThat(Commands.run(with(report, "--token-file=" + file))).as("of a viewer").isZero();
    assertThat(Commands.run(new String[] {"verify-audit", report[4], "--token-file=" + file}))
        .as("which a viewer may not")
        .isEqualTo(2);
    assertThat(status(bearer(token), "/api/v1/messages")).isEqualTo(200);
    assertThat(status(bearer(token), "/api/v1/users")).isEqualTo(403);
    assertThat(
            status(
                bearer(token).POST(HttpRequest.BodyPublishers.ofString("{}")),
                "/api/v1/declarations"))
        .as("of another room, and behind the same door")
        .isEqualTo(403);
    assertThat(status(bearer(token + "x"), "/api/v1/messages")).isEqualTo(401);
    admin.navigate("/users");
    assertThat(admin.locator("#token-nightly")).containsText("查看");
    assertThat(admin.locator("main")).not().containsText(token);
    admin.locator("#token-nightly button").click();
    assertThat(admin.locator("#token-nightly")).hasCount(0);
    assertThat(status(bearer(token), "/api/v1/messages")).isEqualTo(401);
  }

  private static String[] with(String[] command, String option) {
    return Stream.concat(Arrays.stream(command), Stream.of(option)).toArray(String[]::new);
  }

  private static HttpRequest.Builder bearer(String token) {
    return HttpRequest.newBuilder().header("Authorization", "Bearer " + token);
  }

  @Test
  @Order(7)
  void looksRightOnEveryScreen() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (String language : new String[] {"zh", "en"}) {
        for (int width : new int[] {1366, 390}) {
          String shot = "-" + language + "-" + scheme.name() + (width == 390 ? "-phone" : "");
          for (String path : List.of("/users", "/password")) {
            Page page = browser("zhang");
            page.setViewportSize(width, 768);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(path + "?lang=" + language);
            Browsing.shoot(page, path.substring(1) + shot);
            page.close();
          }
          Page page = browser("nobody");
          page.setViewportSize(width, 768);
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          page.navigate("/login?lang=" + language);
          Browsing.shoot(page, "login" + shot);
          page.close();
        }
      }
    }
    Page page = browser("zhang");
    page.navigate("/users?lang=zh");
    page.close();
  }

  @Test
  @Order(8)
  void whoIsDisabledOrSignsOutIsLedToTheSignIn() {
    Page admin = browser("zhang");
    admin.navigate("/users");
    admin.locator("#user-li button.danger").click();
    assertThat(admin.locator("#user-li")).containsText("已停用");
    Page li = browser("li");
    li.navigate("/messages");
    assertThat(li).hasURL(Pattern.compile(".*/login\\?next=.*"));

    Page qian = browser("qian");
    qian.navigate("/reports");
    qian.locator(".me button").click();
    assertThat(qian).hasURL(base + "/login");
    qian.navigate("/reports");
    assertThat(qian).hasURL(Pattern.compile(".*/login\\?next=.*"));
    signIn(qian, "qian", GOOD);
    assertThat(qian).hasURL(base + "/reports");
  }
}
