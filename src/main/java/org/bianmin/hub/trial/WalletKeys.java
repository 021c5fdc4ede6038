package org.bianmin.hub.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The keys of the trial's wallets: drawn at the first start, never a part of the project. */
final class WalletKeys {

  private static final int RSA_BITS = 2048;
  private static final int LINE = 64;
  private static final String SECRET_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Of WeChat Pay's APIv3 key. */
  private static final int SECRET_LENGTH = 32;

  private WalletKeys() {}

  /** Draws a key pair of a wallet, {@code trial-<wallet>.key} and {@code .pub} (PEM). */
  static void draw(Path folder, String wallet) {
    Path secret = secretFile(folder, wallet);
    if (Files.exists(secret)) {
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      KeyPair pair = generator.generateKeyPair();
      Files.createDirectories(folder);
      Path open = folder.resolve("trial-" + wallet + ".pub");
      Files.writeString(open, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      Files.writeString(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the trial's keys below hub.data", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Letters and digits, as WeChat Pay asks of an APIv3 key. */
  static String secret(byte[] random) {
    StringBuilder secret = new StringBuilder(SECRET_LENGTH);
    for (byte b : random) {
      secret.append(SECRET_CHARACTERS.charAt((b & 0xFF) % SECRET_CHARACTERS.length()));
    }
    return secret.toString();
  }

  static PrivateKey read(Path folder, String wallet) {
    try {
      String text =
          Files.readString(secretFile(folder, wallet), StandardCharsets.US_ASCII)
              .replaceAll("-----[A-Z ]+-----|\\s", "");
      byte[] key = Base64.getDecoder().decode(text);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the trial's keys below hub.data", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA256withRSA in base64, which WeChat Pay v3 and Alipay's RSA2 both are. */
  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] random(int bytes) {
    byte[] drawn = new byte[bytes];
    new SecureRandom().nextBytes(drawn);
    return drawn;
  }

  private static Path secretFile(Path folder, String wallet) {
    return folder.resolve("trial-" + wallet + ".key");
  }

  private static String pem(String what, byte[] der) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
