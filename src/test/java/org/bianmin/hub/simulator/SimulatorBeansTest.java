package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class SimulatorBeansTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(SimulatorSettings.class)
  @Import(SimulatorBeans.class)
  static class Wiring {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Wiring.class);

  @ParameterizedTest
  @ValueSource(strings = {"trial", "simulator"})
  void startsWithItsProfilesAndReadsItsProperties(String profile) {
    runner
        .withPropertyValues(
            "spring.profiles.active=" + profile,
            "hub.simulator.port=0",
            "hub.simulator.apps.hub.key=key of this test only",
            "hub.simulator.apps.hub.facilities=H001,H002",
            "hub.simulator.capabilities.async-check=true")
        .run(
            context -> {
              assertThat(context.getBean(Simulator.class).port()).isPositive();
              var settings = context.getBean(SimulatorSettings.class);
              assertThat(settings.apps().get("hub").facilities()).containsExactly("H001", "H002");
              assertThat(settings.capabilities().asyncCheck()).isTrue();
              assertThat(settings.capabilities().versions()).isTrue();
            });
  }

  @Test
  void readsTheSealOfAnApp(@TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("seal"), "EBESExQVFhcYGRobHB0eHw==\n");
    runner
        .withPropertyValues(
            "spring.profiles.active=trial",
            "hub.simulator.port=0",
            "hub.simulator.neighbours=3",
            "hub.simulator.apps.hub.key=key of this test only",
            "hub.simulator.apps.hub.seal.algorithm=SM4-GCM",
            "hub.simulator.apps.hub.seal.key-file=" + keys)
        .run(
            context -> {
              var settings = context.getBean(SimulatorSettings.class);
              assertThat(settings.neighbours()).isEqualTo(3);
              assertThat(settings.apps().get("hub").seal().keyFile()).isEqualTo(keys);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-256-GCM", "SM4-CBC"})
  void doesNotStartWithAKeyThatDoesNotFitTheSeal(String algorithm, @TempDir Path folder)
      throws IOException {
    Path keys = Files.writeString(folder.resolve("seal"), "EBESExQVFhcYGRobHB0eHw==\n");
    runner
        .withPropertyValues(
            "spring.profiles.active=trial",
            "hub.simulator.port=0",
            "hub.simulator.apps.hub.key=key of this test only",
            "hub.simulator.apps.hub.seal.algorithm=" + algorithm,
            "hub.simulator.apps.hub.seal.key-file=" + keys)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("hub.simulator.apps.hub.seal"));
  }

  @Test
  void doesNotRunWithoutThem() {
    runner.run(
        context -> {
          assertThat(context).doesNotHaveBean(Simulator.class);
          assertThat(context.getBean(SimulatorSettings.class).port()).isEqualTo(8090);
        });
  }

  @Test
  void hasNoDefaultKey() {
    runner
        .withPropertyValues("spring.profiles.active=trial", "hub.simulator.port=0")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("hub.simulator.apps"));
  }
}
