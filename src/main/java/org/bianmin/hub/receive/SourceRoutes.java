package org.bianmin.hub.receive;

import java.net.BindException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.camel.util.ObjectHelper;
import org.bianmin.hub.journal.KafkaProperties;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.receive.view.ViewSources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes one route per entry of {@code hub.sources} from the template of its transport, {@code
 * receive-mllp-<source>}, {@code receive-file-<source>} or {@code receive-kafka-<source>}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SourceRoutes implements ApplicationRunner {

  private final CamelContext context;
  private final Sources sources;
  private final ObjectProvider<ViewSources> views;

  SourceRoutes(CamelContext context, Sources sources, ObjectProvider<ViewSources> views) {
    this.context = context;
    this.sources = sources;
    this.views = views;
  }

  /**
   * Starts listening once the rest of the hub is up. A runner, because Camel swallows what its own
   * start callbacks throw, and a hub that does not listen must not seem to.
   *
   * @throws IllegalStateException when a source cannot start; names its property and the remedy
   */
  @Override
  public void run(ApplicationArguments arguments) {
    context.getRegistry().bind("mllpAnswers", MllpHandlers.encoder());
    for (Map.Entry<String, SourceProperties> source : sources.sources().entrySet()) {
      if (source.getValue().enabled()) {
        add(source.getKey(), source.getValue());
      }
    }
  }

  private void add(String id, SourceProperties source) {
    try {
      switch (source.transport()) {
        case "mllp" -> addMllp(id, source);
        case "kafka" -> addKafka(id, source.kafka());
        case "file" ->
            TemplatedRouteBuilder.builder(context, "receive-file")
                .routeId("receive-file-" + id)
                .parameter("source", id)
                .parameter("path", source.path())
                .add();
        case "view" -> views.getObject().add(id, source);
        default -> {
          // fhir and json are HTTP: one endpoint serves all their sources
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException(remedy(id, source, e), e);
    }
  }

  private void addMllp(String id, SourceProperties source) {
    int maxFrame = (int) Math.min(Integer.MAX_VALUE - 8L, source.maxFrame().toBytes());
    context.getRegistry().bind("mllpFrames-" + id, MllpHandlers.decoder(id, maxFrame));
    context.getRegistry().bind("mllpIdle-" + id, MllpHandlers.idle(source.idle()));
    TemplatedRouteBuilder.builder(context, "receive-mllp")
        .routeId("receive-mllp-" + id)
        .parameter("source", id)
        .parameter("host", source.host())
        .parameter("port", source.port())
        .add();
  }

  private void addKafka(String id, KafkaProperties kafka) {
    bindKafka(context, id, KafkaClients.of(id, kafka));
    TemplatedRouteBuilder.builder(context, "receive-kafka")
        .routeId("receive-kafka-" + id)
        .parameter("source", id)
        .parameter("topic", kafka.topic())
        .parameter("brokers", kafka.brokers().replaceAll("\\s", ""))
        .parameter("group", kafka.group())
        .parameter("consumers", kafka.consumers())
        .add();
  }

  /** What a route needs that reads from Kafka. */
  static void bindKafka(CamelContext context, String id, KafkaClients clients) {
    context.getRegistry().bind("kafkaClients-" + id, clients);
    context
        .getRegistry()
        .bind(
            "kafkaPositions",
            (KafkaManualCommitFactory)
                (read, record, manager) ->
                    new KafkaPosition(read.consumer, record.partition, record.recordOffset));
    context.getRegistry().bind("kafkaNoHeaders", new KafkaNoHeaders());
    context
        .getComponent("kafka", KafkaComponent.class)
        .setPollExceptionStrategy(new KafkaPollFaults());
  }

  private static String remedy(String id, SourceProperties source, Exception e) {
    String name = "hub.sources." + id;
    if (ObjectHelper.getException(BindException.class, e) != null) {
      return name
          + ": cannot listen on "
          + source.host()
          + ":"
          + source.port()
          + "; stop the program that uses the port, or change "
          + name
          + ".port (or "
          + name
          + ".host, if the address is not this machine's)";
    }
    if (e instanceof IllegalArgumentException && String.valueOf(e.getMessage()).startsWith(name)) {
      return e.getMessage();
    }
    return name + ": its " + source.transport() + " route cannot start; see the cause below";
  }
}
