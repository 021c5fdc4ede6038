package org.bianmin.hub.receive.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Nodes;
import org.springframework.stereotype.Component;

/** The sources of transport view. */
@Component
public final class ViewSources {

  private final CamelContext context;
  private final Sources sources;
  private final Mappings mappings;
  private final KnownRows known;
  private final ViewTeller teller;
  private final Commands commands;
  private final Nodes nodes;
  private final MeterRegistry meters;
  private final Map<String, ViewSource> views = new ConcurrentHashMap<>();

  ViewSources(
      CamelContext context,
      Sources sources,
      Mappings mappings,
      KnownRows known,
      ViewTeller teller,
      Commands commands,
      Nodes nodes,
      MeterRegistry meters) {
    this.nodes = nodes;
    this.context = context;
    this.sources = sources;
    this.mappings = mappings;
    this.known = known;
    this.teller = teller;
    this.commands = commands;
    this.meters = meters;
    context.getRegistry().bind("viewRows", new ViewRows());
    context.getRegistry().bind("viewStatements", new ViewStatements());
  }

  /**
   * Starts to read a source. The database need not be there yet.
   *
   * @throws RuntimeException when its view or its driver is missing; names the remedy
   */
  public void add(String id, SourceProperties source) {
    ViewConnections connections = new ViewConnections(id, source.view());
    ViewSource view =
        new ViewSource(
            id, source, sources.facilityOf(id), connections, known, teller, commands, nodes);
    // a name without a file is found now, not with the first read
    view.view(mappings.inForce());
    views.put(id, view);
    context.getRegistry().bind("view-" + id, connections);
    Gauge.builder("hub.view.reads", () -> view.working() ? 1 : 0)
        .description("1 while the last read of the view went to its end")
        .tag("source", id)
        .register(meters);
    TemplatedRouteBuilder.builder(context, "receive-view")
        .routeId("receive-view-" + id)
        .parameter("source", id)
        .parameter("every", source.view().every().toMillis())
        .parameter("timeout", Math.max(1, source.view().timeout().toSeconds()))
        .parameter("page", ViewSource.PAGE)
        .add();
  }

  ViewSource get(String id) {
    return views.get(id);
  }

  @PreDestroy
  void close() {
    views.values().forEach(ViewSource::close);
  }
}
