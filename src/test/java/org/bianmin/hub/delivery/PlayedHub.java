package org.bianmin.hub.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Nodes;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Facts, outbox and forwarder over a real store; only the way to the platform is played. */
final class PlayedHub implements AutoCloseable {

  static final String DESTINATION = "platform";

  private final ConfigurableApplicationContext hub;
  private long messageId;

  PlayedHub(Path folder, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--hub.data=" + folder,
                "--hub.destinations.platform.url=http://127.0.0.1:1/",
                "--hub.destinations.platform.app-id=test",
                "--hub.destinations.platform.key-file=" + folder.resolve("none.key"),
                "--hub.destinations.platform.legal-basis=synthetic",
                "--hub.destinations.platform.backoff=5ms",
                "--hub.destinations.platform.max-backoff=20ms"));
    args.addAll(List.of(more));
    hub =
        new SpringApplicationBuilder(Rooms.class)
            .web(WebApplicationType.NONE)
            .run(args.toArray(String[]::new));
  }

  PlayedPlatform platform() {
    return hub.getBean(PlayedPlatform.class);
  }

  Forwarder forwarder() {
    return hub.getBean(Forwarders.class).of(DESTINATION);
  }

  DeliveryCommands commands() {
    return hub.getBean(DeliveryCommands.class);
  }

  /** Until {@link #allow} no row of a table can be changed, as if by a defect. */
  void refuse(String table) {
    change(
        "create trigger refused before update on "
            + table
            + " begin select raise(abort, 'refused'); end");
  }

  void allow() {
    change("drop trigger refused");
  }

  private void change(String sql) {
    hub.getBean(Commands.class).execute(session -> session.prepare(sql).executeUpdate());
  }

  /** Whether its lease holds. */
  boolean mayAct() {
    return hub.getBean(Nodes.class).held();
  }

  JdbcClient queries() {
    return hub.getBean(JdbcClient.class);
  }

  /** A version of a visit, as a message would tell it. */
  void tell(String visit, int version, Action action) {
    long now = System.currentTimeMillis();
    SourceRef source =
        new SourceRef("his", 10, version, String.valueOf(version), ++messageId, 0, "m");
    Assertion assertion =
        new Assertion(
            new EventKey("H1", "visit.registered", visit),
            action,
            source,
            now,
            null,
            action.cancels() ? Map.of() : Map.of("clinicLevel", "level " + version));
    MeasureEvents events = hub.getBean(MeasureEvents.class);
    var told = new MeasureEvents.Told(source, false, List.of(assertion), List.of());
    hub.getBean(Commands.class)
        .execute(session -> events.apply(session, List.of(events.prepare(told)), now))
        .run();
  }

  /** How many deliveries stand in which state with which outcome. */
  Map<String, Long> states() {
    Map<String, Long> states = new TreeMap<>();
    queries()
        .sql("select state, outcome, count(*) from delivery group by state, outcome")
        .query(
            row -> {
              states.put(row.getString(1) + "/" + row.getString(2), row.getLong(3));
            });
    return states;
  }

  long count(String sql) {
    return queries().sql(sql).query(Long.class).single();
  }

  @Override
  public void close() {
    hub.close();
  }

  /** No stereotype: a whole hub that scans the test classes must not find it. */
  @ComponentScan(
      basePackages = {
        "org.bianmin.hub.store",
        "org.bianmin.hub.facts",
        "org.bianmin.hub.delivery",
        "org.bianmin.hub.telemetry"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = org.springframework.context.annotation.FilterType.REGEX,
              pattern = ".*(Test|IT)(\\$.*)?"))
  static class Rooms {

    @Bean
    PlayedPlatform platform() {
      return new PlayedPlatform();
    }
  }
}
