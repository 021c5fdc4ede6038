package org.bianmin.hub.platform;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.delivery.Forwarding;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * One route per entry of {@code hub.destinations}, from the template that the entry names; hands
 * batches to it.
 */
@Component
class ForwardRoutes implements Forwarding, CamelContextConfiguration {

  private final Destinations destinations;
  private final ProducerTemplate template;
  private volatile boolean ready;

  ForwardRoutes(Destinations destinations, @Lazy ProducerTemplate template) {
    this.destinations = destinations;
    this.template = template;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    // templates are loaded with the context, so their instances come after
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    destinations
        .enabled()
        .forEach(
            (id, destination) ->
                TemplatedRouteBuilder.builder(context, destination.route())
                    .routeId(routeId(destination.route(), id))
                    .parameter("destination", id)
                    .add());
    ready = true;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  /** A route file of one destination's own names it already. */
  private static String routeId(String template, String destination) {
    return template.endsWith("-" + destination) ? template : template + "-" + destination;
  }

  @Override
  public BatchAnswer forward(Batch batch) {
    try {
      BatchAnswer answer =
          template.requestBody("direct:forward-" + batch.destination(), batch, BatchAnswer.class);
      return answer == null
          ? new BatchAnswer.Away("the forward route ends without an answer", 0, true)
          : answer;
    } catch (CamelExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new BatchAnswer.Away(
          "the forward route failed: " + cause.getClass().getSimpleName(), 0, true);
    }
  }
}
