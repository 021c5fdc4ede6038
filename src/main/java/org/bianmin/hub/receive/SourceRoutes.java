package org.bianmin.hub.receive;

import java.net.BindException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.util.ObjectHelper;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.springframework.stereotype.Component;

/**
 * Makes one route per entry of {@code hub.sources} from the template of its transport, {@code
 * receive-mllp-<source>} or {@code receive-file-<source>}.
 */
@Component
class SourceRoutes implements CamelContextConfiguration {

  private final Sources sources;

  SourceRoutes(Sources sources) {
    this.sources = sources;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    context.getRegistry().bind("mllpAnswers", MllpHandlers.encoder());
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    for (Map.Entry<String, SourceProperties> source : sources.sources().entrySet()) {
      if (source.getValue().enabled()) {
        add(context, source.getKey(), source.getValue());
      }
    }
  }

  private static void add(CamelContext context, String id, SourceProperties source) {
    try {
      switch (source.transport()) {
        case "mllp" -> addMllp(context, id, source);
        case "file" ->
            TemplatedRouteBuilder.builder(context, "receive-file")
                .routeId("receive-file-" + id)
                .parameter("source", id)
                .parameter("path", source.path())
                .add();
        default -> {
          // fhir is HTTP: one route serves all its sources
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException(remedy(id, source, e), e);
    }
  }

  private static void addMllp(CamelContext context, String id, SourceProperties source) {
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
    return name + ": its " + source.transport() + " route cannot start; see the cause below";
  }
}
