package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class TrialTrafficSwitchTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner().withUserConfiguration(Trial.class);

  @Test
  void flowsInTheTrialProfileUnlessSwitchedOff() throws Exception {
    try (MllpSink sink = new MllpSink(MllpSink.always("AA"))) {
      hub.withPropertyValues(
              "spring.profiles.active=trial",
              "hub.trial.his-port=" + sink.port(),
              "hub.trial.lis-port=" + sink.port(),
              "hub.trial.seed=1")
          .run(
              context -> {
                assertThat(context).hasSingleBean(TrialTraffic.class);
                assertThat(context.getBean(TrialProperties.class).seed()).isEqualTo(1);
                await().atMost(Duration.ofMinutes(1)).until(() -> !sink.messages().isEmpty());
              });
    }
    hub.withPropertyValues("spring.profiles.active=trial", "hub.trial.traffic=false")
        .run(context -> assertThat(context).doesNotHaveBean(TrialTraffic.class));
  }

  @Test
  void drawsOneSeedForSendersAndWallets() {
    hub.run(context -> assertThat(context.getBean(TrialProperties.class).seed()).isNotNull());
  }

  @Test
  void isAbsentInProduction() {
    hub.run(context -> assertThat(context).doesNotHaveBean(TrialTraffic.class));
  }

  @Test
  void refusesASpeedOfZero() {
    hub.withPropertyValues("hub.trial.speed=0")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("hub.trial.speed must be above 0"));
  }

  @Configuration
  @EnableConfigurationProperties(TrialProperties.class)
  @Import(TrialTraffic.class)
  static class Trial {}
}
