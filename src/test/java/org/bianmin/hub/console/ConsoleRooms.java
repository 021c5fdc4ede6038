package org.bianmin.hub.console;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.Optional;
import org.bianmin.hub.delivery.Forwarders;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.store.Commands;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;

/**
 * The console with the rooms it asks and an outbox to one destination; nothing is sent. A whole hub
 * that finds it among its classes may leave it out by {@code test.console-rooms=false}.
 */
@ConditionalOnProperty(name = "test.console-rooms", matchIfMissing = true)
@SpringBootConfiguration
@EnableAutoConfiguration
@ConfigurationPropertiesScan({"org.bianmin.hub.journal", "org.bianmin.hub.delivery"})
@ComponentScan(
    basePackages = {
      "org.bianmin.hub.store",
      "org.bianmin.hub.telemetry",
      "org.bianmin.hub.journal",
      "org.bianmin.hub.facts",
      "org.bianmin.hub.delivery",
      "org.bianmin.hub.receive.payment",
      "org.bianmin.hub.access",
      "org.bianmin.hub.audit",
      "org.bianmin.hub.alert",
      "org.bianmin.hub.console"
    },
    excludeFilters = {
      @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Forwarders.class)
    })
@PropertySource("classpath:console/destination.properties")
class ConsoleRooms {

  static final String DESTINATION = "platform";

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
}
