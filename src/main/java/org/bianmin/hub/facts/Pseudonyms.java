package org.bianmin.hub.facts;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.KeyFile;
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
    this.key =
        KeyFile.load(
            folder.keys(),
            "pseudonym.key",
            KEY_BYTES,
            "a new key would make every known patient a stranger");
    this.macs =
        ThreadLocal.withInitial(
            () -> {
              HMac mac = new HMac(new SM3Digest());
              mac.init(new KeyParameter(key));
              return mac;
            });
  }

  /**
   * The person behind a legal id, the same at every facility.
   *
   * @param idType CV02.01.101
   */
  public String ofLegalId(String idType, String id) {
    // however it is typed in; no facility has an empty name, so this meets no patient number
    String normal = id.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return of(new PatientId("", idType.strip() + '\n' + normal));
  }

  /**
   * The person behind an identifier of the form {@code idType:id}; nobody's pseudonym for any
   * other.
   */
  String ofTypedId(String typed) {
    int colon = typed.indexOf(':');
    return ofLegalId(typed.substring(0, Math.max(0, colon)), typed.substring(colon + 1));
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
}
