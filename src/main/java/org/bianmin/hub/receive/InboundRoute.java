package org.bianmin.hub.receive;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the route that fills the journal from the topic to which listeners commit. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty("hub.inbound.enabled")
class InboundRoute implements ApplicationRunner {

  private final CamelContext context;
  private final InboundProperties properties;
  private final InboundClients clients;

  InboundRoute(CamelContext context, InboundProperties properties, InboundClients clients) {
    this.context = context;
    this.properties = properties;
    this.clients = clients;
  }

  /** A runner for the reason of {@link SourceRoutes#run}. */
  @Override
  public void run(ApplicationArguments arguments) {
    SourceRoutes.bindKafka(context, "inbound", clients.consumers());
    TemplatedRouteBuilder.builder(context, "fill-journal")
        .routeId("fill-journal")
        .parameter("topic", properties.topic())
        .parameter("brokers", properties.brokers().replaceAll("\\s", ""))
        .parameter("group", properties.group())
        .parameter("consumers", properties.consumers())
        .add();
  }
}
