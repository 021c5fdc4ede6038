package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class SourceRoutesTest {

  @Test
  void namesThePropertyAndTheRemedyWhenAPortIsInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("--hub.sources.his.port=" + taken.getLocalPort()).close())
          .hasStackTraceContaining(
              "hub.sources.his: cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasStackTraceContaining("change hub.sources.his.port");
    }
  }

  @Test
  void makesOneRoutePerEnabledSource() {
    try (ConfigurableApplicationContext context =
        start(
            "--hub.sources.his.port=" + ReceiveContext.freePort(),
            "--hub.sources.off.transport=mllp",
            "--hub.sources.off.port=1",
            "--hub.sources.off.enabled=false",
            "--hub.sources.web.transport=fhir")) {
      assertThat(context.getBean(CamelContext.class).getRoutes())
          .extracting(org.apache.camel.Route::getRouteId)
          .containsExactly("receive-mllp-his");
    }
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(ReceiveContext.class)
        .web(WebApplicationType.NONE)
        .properties(
            "hub.facility=12340000485000000X",
            "hub.sources.his.transport=mllp",
            "hub.sources.his.host=127.0.0.1")
        .run(arguments);
  }
}
