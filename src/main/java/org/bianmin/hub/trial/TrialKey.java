package org.bianmin.hub.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Draws the key that hub and simulated platform share in a trial: secrets never have a default, and
 * a trial has to start without a person giving one.
 */
public class TrialKey implements EnvironmentPostProcessor {

  private static final int BYTES = 32;

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.acceptsProfiles(Profiles.of("trial"))) {
      return;
    }
    Path file =
        Path.of(environment.getProperty("hub.data", "./data"), "keys", "trial-platform.key");
    if (Files.exists(file)) {
      return;
    }
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, HexFormat.of().formatHex(key));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the trial's key below hub.data", e);
    }
  }
}
