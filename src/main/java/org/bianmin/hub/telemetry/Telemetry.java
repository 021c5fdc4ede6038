package org.bianmin.hub.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.bianmin.hub.store.StoreIdentity;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts tracing together; where nothing is sampled there is no exporter and no thread. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
class Telemetry {

  /** The way to the collector, or nothing; closed after everything that tells spans. */
  record Export(SpanQueue queue) implements AutoCloseable {

    @Override
    public void close() {
      if (queue != null) {
        queue.close();
      }
    }
  }

  @Bean
  Export spanExport(TracingProperties properties) {
    if (properties.sample() == 0) {
      return new Export(null);
    }
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(properties.endpoint().toString())
            .setTimeout(properties.timeout())
            .setCompression("gzip")
            .build();
    SpanQueue queue = new SpanQueue(exporter, properties.queue(), properties.timeout());
    queue.start();
    return new Export(queue);
  }

  @Bean
  MessageTraces messageTraces(TracingProperties properties, Export export, StoreIdentity store) {
    if (export.queue() == null) {
      return MessageTraces.off();
    }
    return new MessageTraces(
        true,
        new TraceIds(store.high(), store.low(), properties.sample()),
        Set.copyOf(properties.tell()),
        resource(properties),
        export.queue()::add);
  }

  private static Resource resource(TracingProperties properties) {
    String version = Telemetry.class.getPackage().getImplementationVersion();
    return Resource.create(
        Attributes.builder()
            .put("service.name", "bianmin-hub")
            .put("service.version", version == null ? "development" : version)
            .put("service.instance.id", node(properties))
            .build());
  }

  private static String node(TracingProperties properties) {
    if (!properties.node().isEmpty()) {
      return properties.node();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }
}
