package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.MllpClient.adt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The steps of the MLLP route without its socket. */
@CamelSpringBootTest
@SpringBootTest(classes = ReceiveContext.class, webEnvironment = WebEnvironment.NONE)
class MllpRouteTest {

  private static final int PORT = ReceiveContext.freePort();

  @Autowired private FakeIntake intake;
  @Autowired private CamelContext camel;
  @Autowired private ProducerTemplate producer;

  @EndpointInject("mock:answers")
  private MockEndpoint answers;

  @DynamicPropertySource
  static void sources(DynamicPropertyRegistry registry) {
    registry.add("hub.facility", () -> "12340000485000000X");
    registry.add("hub.sources.his.transport", () -> "mllp");
    registry.add("hub.sources.his.host", () -> "127.0.0.1");
    registry.add("hub.sources.his.port", () -> PORT);
  }

  @BeforeEach
  void replaceTheSocket() throws Exception {
    intake.reset();
    answers.reset();
    if (camel.hasEndpoint("direct:frames") == null) {
      AdviceWith.adviceWith(
          camel,
          "receive-mllp-his",
          route -> {
            route.replaceFromWith("direct:frames");
            route.weaveAddLast().to("mock:answers");
          });
    }
  }

  @Test
  void answersTheFrameOfTheRoute() throws InterruptedException {
    answers.expectedMessageCount(1);

    producer.sendBody("direct:frames", frame(3));

    answers.assertIsSatisfied();
    MllpAnswer answer =
        answers.getReceivedExchanges().get(0).getMessage().getBody(MllpAnswer.class);
    assertThat(answer.number()).isEqualTo(3);
    assertThat(new String(answer.bytes(), UTF_8)).contains("\rMSA|AA|R3\r");
  }

  @Test
  void holdsNoThreadWhileAFrameWaitsForItsCommit() throws Exception {
    intake.hold();
    var done = new CompletableFuture<Boolean>();
    try (AsyncProducer route = camel.getEndpoint("direct:frames").createAsyncProducer()) {
      route.start();
      Exchange exchange = route.getEndpoint().createExchange(ExchangePattern.InOut);
      exchange.getMessage().setBody(frame(0));

      // this thread comes back though nothing is committed
      assertThat(route.process(exchange, done::complete)).isFalse();
      assertThat(done).isNotDone();
      intake.commitBackwards();

      assertThat(done).succeedsWithin(Duration.ofSeconds(10));
      assertThat(exchange.getMessage().getBody()).isInstanceOf(MllpAnswer.class);
    }
  }

  private static MllpFrame frame(long number) {
    return new MllpFrame.Complete("his", number, adt("R" + number).getBytes(UTF_8), Runnable::run);
  }
}
