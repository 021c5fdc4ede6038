package org.bianmin.hub.console;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The console with the rooms it asks, and an outbox to one destination; nothing is sent. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ConfigurationPropertiesScan("org.bianmin.hub.journal")
@ComponentScan(
    basePackages = {
      "org.bianmin.hub.store",
      "org.bianmin.hub.journal",
      "org.bianmin.hub.facts",
      "org.bianmin.hub.delivery",
      "org.bianmin.hub.console"
    },
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
class ConsoleRooms {

  static final String DESTINATION = "platform";

  private static final String INSERT =
      "insert into delivery (id, destination, event_id, version, state, next_attempt_at, created_at)"
          + " values (?, ?, ?, ?, 'AVAILABLE', ?, ?)";

  @Bean
  Traffics traffics(InboundMessages journal, MeasureEvents events, Commands commands) {
    return new Traffics(journal, events, commands);
  }

  /** Requests as a browser on the hub's own machine sends them. */
  @Bean
  MockMvcBuilderCustomizer fromThisMachine() {
    return builder -> builder.defaultRequest(get("/").header("Host", "localhost"));
  }

  @Bean
  EventNames names() {
    return (type, locale) ->
        type.equals("visit.registered") && locale.getLanguage().equals("zh")
            ? Optional.of("门急诊挂号")
            : Optional.empty();
  }

  /** Makes one delivery of each change, as the outbox does. */
  @Bean
  ChangeListener outbox(GroupCommit commits) {
    Ids ids = new Ids("delivery", commits);
    return (session, changes) -> {
      deliver(session, ids, changes);
      return () -> {};
    };
  }

  private static void deliver(Session session, Ids ids, List<FactChange> changes)
      throws SQLException {
    long now = System.currentTimeMillis();
    Tallies tallies = new Tallies("delivery");
    PreparedStatement insert = session.prepare(INSERT);
    for (FactChange change : changes) {
      insert.setLong(1, ids.next(session));
      insert.setString(2, DESTINATION);
      insert.setLong(3, change.eventId());
      insert.setLong(4, change.event().version());
      insert.setLong(5, now);
      insert.setLong(6, now);
      insert.executeUpdate();
      tallies.add("made", DESTINATION, 1);
    }
    tallies.write(session, now);
  }
}
