package org.bianmin.hub.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.KeyFile;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Chains entries by HMAC-SM3 (GB/T 32905, GB/T 15852.2) under a key beside the store: whoever can
 * write the table, but does not have the key, cannot make an entry that fits.
 */
@Component
public final class AuditChain {

  /** What stands before the first entry. */
  static final String BEGINNING = "";

  private static final int KEY_BYTES = 32;

  private final byte[] key;

  @Autowired
  public AuditChain(DataFolder folder) {
    this.key =
        KeyFile.load(
            folder.keys(),
            "audit.key",
            KEY_BYTES,
            "under a new key the audit trail of before cannot be checked");
  }

  /** The mac of an entry; its own is not read. */
  String mac(String before, AuditEntry entry) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(key));
    text(mac, before);
    number(mac, entry.entry());
    number(mac, entry.at());
    Asked asked = entry.asked();
    text(mac, asked.who());
    text(mac, asked.from());
    text(mac, asked.act());
    text(mac, asked.object());
    text(mac, asked.reason());
    number(mac, entry.about() == null ? 0 : entry.about());
    text(mac, entry.outcome() == null ? "" : entry.outcome());
    byte[] code = new byte[mac.getMacSize()];
    mac.doFinal(code, 0);
    return HexFormat.of().formatHex(code);
  }

  /** With its length before it, so that nothing can move from one field into the next. */
  private static void text(HMac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(mac, bytes.length);
    mac.update(bytes, 0, bytes.length);
  }

  private static void number(HMac mac, long number) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), 0, Long.BYTES);
  }
}
