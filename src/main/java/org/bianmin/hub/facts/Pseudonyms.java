package org.bianmin.hub.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.store.DataFolder;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.stereotype.Component;

/**
 * Turns a patient's identifier into a pseudonym: HMAC-SM3 under a key that never leaves the hub.
 * The facts hold pseudonyms only; whoever has the facts but not the key cannot tell who it is.
 */
@Component
public final class Pseudonyms {

  private static final int KEY_BYTES = 32;

  /** 128 of the 256 bits: short enough for an index, long enough never to meet by chance. */
  private static final int PSEUDONYM_BYTES = 16;

  private final byte[] key;
  private final ThreadLocal<HMac> macs;

  Pseudonyms(DataFolder folder) {
    this.key = load(folder.keys().resolve("pseudonym.key"));
    this.macs =
        ThreadLocal.withInitial(
            () -> {
              HMac mac = new HMac(new SM3Digest());
              mac.init(new KeyParameter(key));
              return mac;
            });
  }

  /** 32 hex digits, the same for the same facility and identifier. */
  public String of(PatientId patient) {
    if (patient.facility() == null) {
      return patient.id();
    }
    HMac mac = macs.get();
    byte[] text = (patient.facility() + '\n' + patient.id()).getBytes(StandardCharsets.UTF_8);
    mac.update(text, 0, text.length);
    byte[] digest = new byte[mac.getMacSize()];
    mac.doFinal(digest, 0);
    return HexFormat.of().formatHex(digest, 0, PSEUDONYM_BYTES);
  }

  private static byte[] load(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Files.createDirectories(file.getParent());
        Files.write(file, fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw new IllegalStateException(
            "pseudonym.key in hub.data/keys is damaged: put back the copy from your backup; a new"
                + " key would make every known patient a stranger");
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use hub.data/keys/pseudonym.key", e);
    }
  }
}
