package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Pages whose figures take long to count: a lock holds the count up. */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.sources.cashier.transport=json"
    })
@DirtiesContext
class FiguresThatTakeLongIT {

  // asked at the start: the first count of a hub is its slowest
  private static final String YEAR = WardMonth.MONTH.substring(0, 4);
  private static final String QUESTION = "?period=" + WardMonth.MONTH + "&facility=H001";

  /** Figures rest the longer the longer they took to count, so on a busy machine for minutes. */
  private static final Duration RESTED = Duration.ofMinutes(5);

  @TempDir static Path data;

  private static String database;
  private static Browsing browsing;

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry registry) throws IOException {
    database = PostgresServer.newDatabase();
    registry.add("hub.data", data::toString);
    registry.add("hub.store.url", () -> database);
  }

  @BeforeAll
  static void start(@LocalServerPort int port) throws Exception {
    browsing = new Browsing(port);
    SettledDay told = new SettledDay(port);
    told.post(new WardMonth().documents());
    await()
        .atMost(RESTED)
        .untilAsserted(
            () ->
                assertThat(
                        told.json("settlement/bedside?period=" + YEAR + "&facility=H001")
                            .at("/items/0/all/settlements")
                            .asLong())
                    .isEqualTo(24));
  }

  @AfterAll
  static void stop() {
    if (browsing != null) {
      browsing.close();
    }
  }

  @Test
  void earlierFiguresStandWhileTheyAreCountedAnew() throws Exception {
    try (Connection locking = DriverManager.getConnection(database)) {
      Page page = browsing.open("/bedside" + QUESTION + "&lang=zh");
      assertThat(page.locator("#ward-0301")).containsText("75.00 9/12");
      lock(locking, "measure_event");

      await()
          .atMost(RESTED)
          .until(
              () -> {
                page.reload();
                return page.locator("#counting").count() == 1;
              });
      assertThat(page.locator("#counting")).containsText("暂显示此前的数字");
      assertThat(page.locator("#ward-0301")).containsText("75.00 9/12");
      locking.rollback();
      assertThat(page.locator("#counting")).hasCount(0);
    }
    browsing.noComplaints();
  }

  @Test
  void pageOfWhatWasNeverCountedAnswersAtOnceAndTheFiguresFollowByThemselves() throws Exception {
    try (Connection locking = DriverManager.getConnection(database)) {
      lock(locking, "measure_event");
      Page page = browsing.open("/bedside?period=" + WardMonth.QUARTER + "&facility=H001&lang=zh");

      assertThat(page.locator("#counting")).containsText("正在统计");
      assertThat(page.locator("#nothing")).hasCount(0);
      assertThat(page.locator("#wards")).hasCount(0);
      Browsing.shoot(page, "bedside-counting-zh");
      page = browsing.open("/bedside?period=" + WardMonth.QUARTER + "&facility=H001&lang=en");
      assertThat(page.locator("#counting")).containsText("being counted");

      locking.rollback();
      assertThat(page.locator("#ward-0301")).containsText("75.00 9/12");
      assertThat(page.locator("#counting")).hasCount(0);
    }
    browsing.noComplaints();
  }

  @Test
  void indicatorsFollowByThemselves() throws Exception {
    try (Connection locking = DriverManager.getConnection(database)) {
      lock(locking, "indicator_block");
      String path = "/indicators?period=" + WardMonth.QUARTER + "&facility=H001";
      Page page = browsing.open(path + "&lang=zh");

      assertThat(page.locator("#counting")).containsText("正在统计");
      assertThat(page.locator("#values")).hasCount(0);
      Browsing.shoot(page, "indicators-counting-zh");
      page = browsing.open(path + "&lang=en");
      assertThat(page.locator("#counting")).containsText("being counted");

      locking.rollback();
      assertThat(page.locator("#values tbody tr").first()).isVisible();
      assertThat(page.locator("#counting")).hasCount(0);
    }
    browsing.noComplaints();
  }

  private static void lock(Connection connection, String table) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in access exclusive mode");
    }
  }
}
