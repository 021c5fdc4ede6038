package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.recognition.figures.StoredFacts;
import org.bianmin.hub.store.Commands;
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

/** The page and the interface of the figures, on a whole hub that takes part in recognition. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.recognition.enabled=true",
      "hub.destinations.hr.route=forward-recognition",
      "hub.destinations.hr.url=http://127.0.0.1:1/",
      "hub.destinations.hr.app-id=test",
      "hub.destinations.hr.key-file=none.key",
      "hub.destinations.hr.legal-basis=synthetic data",
      "hub.destinations.hr.enabled=false"
    })
@DirtiesContext
class RecognitionPageIT {

  @TempDir static Path data;

  private static Chromium chromium;

  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @BeforeAll
  static void start(@Autowired Commands commands) {
    StoredFacts stored = new StoredFacts(commands, 1_000_000);
    for (int i = 0; i < 40; i++) {
      int second = i % 60;
      String at = "2026-10-12T08:00:%02d+08:00".formatted(second);
      long report = stored.report("R" + i, at, 12, 10, i % 4 == 0 ? 0 : 8);
      if (i % 5 > 0) {
        stored.accepted(report, 1, at, "2026-10-12T08:05:%02d+08:00".formatted(second));
      }
    }
    for (int i = 0; i < 20; i++) {
      String at = "2026-10-13T09:00:%02d+08:00".formatted(i);
      stored.order("O" + i, at, i < 12 ? "PROMPTED" : "NONE", i < 12 ? 1L : 0L, "{}");
      if (i < 12) {
        stored.fact("recognition.prompted", "P" + i, at, "{}");
        stored.fact("recognition.viewed", "V" + i, at, "{}");
      }
    }
    for (int i = 0; i < 10; i++) {
      String rest = ",\"replacedOrderRef\":\"O" + i + "\"}";
      String decision =
          i < 6
              ? "{\"decision\":\"recognised\",\"savedFen\":2550"
              : "{\"decision\":\"declined\",\"reasonCode\":\"R" + (i % 3 + 1) + "\"";
      stored.fact(
          "recognition.decided",
          "D" + i,
          "2026-10-13T10:00:%02d+08:00".formatted(i),
          decision + rest);
    }
    stored.notice(
        "hub", "n1", "2026-10-14T08:00:00+08:00", "corrected", 0, "result.issued:H001:R1");
    stored.notice("hub", "n2", "2026-10-14T09:00:00+08:00", "recalled", 1, "result.issued:H001:R2");
    stored.marked();
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
    if (context != null) {
      context.close();
    }
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

  private static boolean sideways(Page page) {
    return (boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  @Test
  void showsFunnelFiguresAndWhatNeedsLookingAt() {
    Page page = open("/recognition?period=2026-10", ColorScheme.LIGHT, 1366, 768);

    assertThat(page.locator("h1")).hasText("检查检验结果互认");
    assertThat(page.locator("#step-reports .n")).hasText("40");
    assertThat(page.locator("#step-published .n")).hasText("32");
    assertThat(page.locator("#step-items .n")).hasText("240");
    assertThat(page.locator("#step-offered .n")).hasText("12");
    assertThat(page.locator("#step-declined .n")).hasText("4");
    // of 30 recognisable reports 24 are there
    assertThat(page.locator("#MR-01")).containsText("80.00");
    assertThat(page.locator("#MR-06")).containsText("153.00 元");
    assertThat(page.locator("#MR-05-R1")).containsText("病情变化");
    assertThat(page.locator("#MR-08")).containsText("10.00");
    assertThat(page.locator("#catalogue")).containsText("文件");
    assertThat(page.locator("#platform-hr")).containsText("已停用");
    assertThat(page.locator("#alerts")).containsText("患者错误");
  }

  @Test
  void numbersLeadToTheFactsBehindThem() {
    Page page = open("/recognition?period=2026-10&lang=en", ColorScheme.LIGHT, 1366, 768);
    assertThat(page.locator("h1")).hasText("Mutual recognition of results");

    // read beside the page: a browser that opens JSON asks for an icon that there is not
    String facts = page.locator("#MR-04 a").first().getAttribute("href");

    assertThat(page.request().get(facts).text()).contains("recognition.decided:H001:D0");
  }

  @Test
  void emptyPeriodSaysSo() {
    Page page = open("/recognition?period=2019", ColorScheme.LIGHT, 1366, 768);

    assertThat(page.locator("#nothing")).containsText("2019");
  }

  @Test
  void looksRightOnEveryScreen() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      String name = scheme.name().toLowerCase(Locale.ROOT);
      for (String language : new String[] {"zh", "en"}) {
        Page page = open("/recognition?period=2026-10&lang=" + language, scheme, 1366, 768);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    Path.of(
                        "target/screenshots", "recognition-" + language + "-" + name + ".png")));
        assertThat(sideways(page)).isFalse();
        context.close();
      }
      Page phone = open("/recognition?period=2026-10", scheme, 390, 844);
      assertThat(sideways(phone)).isFalse();
      context.close();
    }
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    URI url = URI.create("http://localhost:" + port + "/api/v1/programmes/recognition" + path);
    return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(ask(path).body());
  }

  @Test
  void interfaceAnswersIndicatorsInTheFormOfTheContract() throws Exception {
    JsonNode list = json("/indicators?period=2026-Q4&facility=H001");

    assertThat(list.get("items")).hasSize(10);
    assertThat(list.get("next").isNull()).isTrue();
    JsonNode first = list.get("items").get(0);
    assertThat(first.get("id").asText()).isEqualTo("MR-01");
    assertThat(first.get("name").asText()).isEqualTo("上传及时率");
    assertThat(first.get("value").decimalValue()).isEqualByComparingTo("80");
    assertThat(first.get("numerator").asLong()).isEqualTo(24);
    assertThat(first.get("denominator").asLong()).isEqualTo(30);
    assertThat(first.get("unit").asText()).isEqualTo("%");
    assertThat(first.get("basis").asText()).isEqualTo("computed");
    assertThat(first.get("target").isNull()).isTrue();
    // all forty reports were judged
    assertThat(first.at("/parts/1/code").asText()).isEqualTo("judged");
    assertThat(first.at("/parts/1/value").decimalValue()).isEqualByComparingTo("100");
    assertThat(first.at("/parts/1/denominator").asLong()).isEqualTo(40);
    assertThat(first.get("asOf").asText()).contains("+08:00");
    assertThat(first.get("reading").get("zh").asText()).contains("期内发布");
    assertThat(first.get("definitionVersion").asText()).startsWith("1-");
  }

  @Test
  void lineageIsPagedAndWrongQuestionsAreProblems() throws Exception {
    String path = "/indicators/MR-04/lineage?period=2026-10&of=denominator&limit=4";
    List<String> keys = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = json(path + after);
      page.get("items").forEach(item -> keys.add(item.get("key").asText()));
      after = page.get("next").isNull() ? null : "&after=" + page.get("next").asText();
    } while (after != null);

    assertThat(keys).hasSize(10).doesNotHaveDuplicates().contains("recognition.decided:H001:D9");
    assertThat(ask("/indicators?period=November").statusCode()).isEqualTo(400);
    assertThat(ask("/indicators?period=November").body()).contains("2026-Q4");
    assertThat(ask("/indicators/MR-04/lineage?period=2026&of=half").statusCode()).isEqualTo(400);
    assertThat(ask("/indicators/MR-04/lineage?period=2026&after=x").statusCode()).isEqualTo(400);
    assertThat(ask("/indicators/MR-99/lineage?period=2026").statusCode()).isEqualTo(404);
  }
}
