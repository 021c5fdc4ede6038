package org.bianmin.hub.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Draws the keys that hub, simulated platform and wallets use in a trial: secrets never have a
 * default, and a trial has to start without a person giving them.
 */
public class TrialKey implements EnvironmentPostProcessor {

  /** WeChat Pay's APIv3 key. */
  static final String WECHAT_SECRET = "trial-wechat-v3.key";

  private static final int BYTES = 32;

  /** SM4. */
  private static final int SEAL_BYTES = 16;

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.acceptsProfiles(Profiles.of("trial"))) {
      return;
    }
    Path keys = Path.of(environment.getProperty("hub.data", "./data"), "keys");
    draw(keys.resolve("trial-platform.key"), BYTES, HexFormat.of()::formatHex);
    draw(keys.resolve(WECHAT_SECRET), BYTES, WalletKeys::secret);
    WalletKeys.draw(keys, Payment.WECHAT);
    WalletKeys.draw(keys, Payment.ALIPAY);
    draw(keys.resolve("trial-seal.key"), SEAL_BYTES, Base64.getEncoder()::encodeToString);
  }

  private static void draw(Path file, int bytes, Function<byte[], String> form) {
    if (Files.exists(file)) {
      return;
    }
    byte[] key = new byte[bytes];
    new SecureRandom().nextBytes(key);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, form.apply(key));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the trial's keys below hub.data", e);
    }
  }
}
