package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The pages of a hub on PostgreSQL, where others may work on the same store. */
class PostgresPagesIT extends WholeConsole {

  private static String database;

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry registry) throws IOException {
    database = PostgresServer.newDatabase();
    registry.add("hub.store.url", () -> database);
  }

  @Test
  void everyPageAnswersInBothLanguages(
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers)
      throws Exception {
    Map<String, String> pages = new PagePaths(day, handlers).all();
    List<String> faults = new ArrayList<>();
    for (String path : pages.values()) {
      if (path.equals(PagePaths.NOT_ASKED)) {
        continue;
      }
      for (String language : List.of("zh", "en")) {
        String asked = path + (path.contains("?") ? "&" : "?") + "lang=" + language;
        HttpResponse<String> answer = day.get(asked);
        if (answer.statusCode() >= 400 || answer.body().contains("??")) {
          faults.add(answer.statusCode() + " " + asked);
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(pages).hasSizeGreaterThan(40);
  }

  @Test
  void everyHubOnTheStoreIsShownWithWhatItTellsAndDoesForAll() throws Exception {
    Locator rows = browsing.open("/system?lang=en").locator("#node-rows tbody tr");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText("this one");

    // another one, as it tells of itself
    run(
        "insert into hub_node (node, name, session, since, until, told) values ('b',"
            + " '0-hub-b/data', 's', 0, 9000000000000, '{\"version\":\"7.8.9\",\"sources\":"
            + "{\"his\":{\"listening\":true,\"connections\":7,\"answers\":{}},\"lis\":"
            + "{\"listening\":true,\"connections\":5,\"answers\":{}}},\"destinations\":"
            + "{\"platform\":{\"failures\":2},\"topics\":{\"failures\":0}}}')");
    run("insert into lease (name, node, since) values ('view-other', 'b', 0)");
    try {
      rows = browsing.open("/system?lang=en").locator("#node-rows tbody tr");
      assertThat(rows).hasCount(2);
      Locator other = rows.first();
      assertThat(other).containsText("0-hub-b/data");
      assertThat(other).containsText("7.8.9");
      assertThat(other).not().containsText("this one");
      assertThat(other.locator("td.n")).hasText("12");
      assertThat(other.locator(".warn")).hasCount(1);
      assertThat(other.locator(".warn")).containsText("platform");
      assertThat(other).containsText("view-other");
      assertThat(rows.last()).containsText("this one");
      browsing.shoot("/system", "system-nodes");
      browsing.noComplaints();
    } finally {
      run("delete from lease where node = 'b'");
      run("delete from hub_node where node = 'b'");
    }
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
