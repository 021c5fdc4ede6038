package org.bianmin.hub.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same questions to the server store. */
class EventAndDeliveryApiOnPostgresIT extends EventAndDeliveryApiTest {

  private static EmbeddedPostgres server;

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry registry) throws IOException {
    server = EmbeddedPostgres.start();
    String url = server.getJdbcUrl("postgres", "postgres");
    registry.add("hub.store.url", () -> url);
    registry.add("hub.store.username", () -> "postgres");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }
}
