package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.EnableRouteCoverage;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The forward route with the platform's end mocked. */
@CamelSpringBootTest
@EnableRouteCoverage
@SpringBootTest(
    classes = ForwardRouteTest.Rooms.class,
    webEnvironment = WebEnvironment.NONE,
    properties = {
      "spring.flyway.enabled=false",
      "spring.jmx.enabled=true",
      // its contributors are rooms that are not here
      "management.endpoint.health.validate-group-membership=false",
      "camel.main.routes-include-pattern=classpath:routes/forward-*.camel.yaml,"
          + "classpath:routes/errors.camel.yaml"
    })
class ForwardRouteTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration")
  @EnableConfigurationProperties(Destinations.class)
  @Import({ForwardRoutes.class, PlatformClient.class, SignedCalls.class})
  static class Rooms {}

  private static final String ROUTE = "forward-platform";
  @TempDir static Path folder;
  private static boolean advised;

  @Autowired private CamelContext camel;
  @Autowired private ForwardRoutes routes;

  @EndpointInject("mock:platform")
  private MockEndpoint platform;

  @DynamicPropertySource
  static void destination(DynamicPropertyRegistry registry) throws Exception {
    Path key = Files.writeString(folder.resolve("platform.key"), "a key of this test only");
    registry.add("hub.destinations.platform.url", () -> "http://127.0.0.1:1/");
    registry.add("hub.destinations.platform.app-id", () -> "test");
    registry.add("hub.destinations.platform.key-file", key::toString);
    registry.add("hub.destinations.platform.legal-basis", () -> "synthetic data");
  }

  @BeforeEach
  void mockThePlatform() throws Exception {
    platform.reset();
    if (!advised) {
      AdviceWith.adviceWith(
          camel,
          ROUTE,
          route -> route.weaveById("call-platform").replace().to(platform).id("call-platform"));
      advised = true;
    }
  }

  @Test
  void isReadyWhenTheRoutesAreThereAndNotBefore() {
    assertThat(routes.ready()).isTrue();
    ForwardRoutes early =
        new ForwardRoutes(new Destinations(Map.of()), camel.createProducerTemplate());
    assertThat(early.ready()).isFalse();
    early.afterApplicationStart(camel);
    assertThat(early.ready()).isTrue();
  }

  @Test
  void handsTheBatchToThePlatformAndItsAnswerBack() throws Exception {
    BatchAnswer answer = new BatchAnswer.Received("R-1", List.of());
    Batch batch = new Batch("platform", "B-1", List.of(event()));
    platform.expectedBodiesReceived(batch);
    platform.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(answer));

    assertThat(routes.forward(batch)).isEqualTo(answer);

    platform.assertIsSatisfied();
    assertThat(coverage())
        .as("exchanges of the route and of each of its steps")
        .hasSize(2)
        .doesNotContain("exchangesTotal=\"0\"");
  }

  @Test
  void turnsAFaultOfTheRouteIntoAnAnswerThatKeepsTheBatch() {
    platform.whenAnyExchangeReceived(
        exchange -> {
          throw new IllegalStateException("the route is broken");
        });

    assertThat(routes.forward(new Batch("platform", "B-2", List.of(event()))))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class,
            away -> {
              assertThat(away.reason()).contains("IllegalStateException");
              assertThat(away.ambiguous()).isTrue();
            });
  }

  /** Camel's own count of exchanges per step: {@code exchangesTotal="n"}. */
  private List<String> coverage() throws Exception {
    String xml =
        camel
            .getCamelContextExtension()
            .getContextPlugin(ManagedCamelContext.class)
            .getManagedRoute(ROUTE)
            .dumpRouteStatsAsXml(false, true);
    return Pattern.compile("exchangesTotal=\"\\d+\"")
        .matcher(xml)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static MeasureEvent event() {
    return new MeasureEvent(
        new EventKey("H1", "visit.registered", "V1"),
        1,
        EventStatus.ACTIVE,
        0L,
        0,
        null,
        Map.of(),
        "m");
  }
}
