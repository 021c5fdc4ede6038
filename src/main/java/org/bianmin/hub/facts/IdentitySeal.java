package org.bianmin.hub.facts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.KeyFile;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.stereotype.Component;

/**
 * Seals identities for the store: SM4-GCM (GB/T 32907) under a key that never leaves the hub, bound
 * to the patient's pseudonym, so that a row put under another patient does not open.
 */
@Component
final class IdentitySeal {

  private static final byte FORM = 1;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final char BETWEEN = '\u001f';
  private static final int FIELDS = 5;

  private final KeyParameter key;
  private final SecureRandom random = new SecureRandom();

  IdentitySeal(DataFolder folder) {
    this.key =
        new KeyParameter(
            KeyFile.load(
                folder.keys(),
                "identity.key",
                KEY_BYTES,
                "with a new key no stored identity can be opened"));
  }

  /** Form, nonce, ciphertext, tag. */
  byte[] close(String patient, PersonIdentity identity) {
    byte[] text =
        String.join(
                String.valueOf(BETWEEN),
                plain(identity.idType()),
                plain(identity.id()),
                plain(identity.name()),
                plain(identity.sex()),
                plain(identity.birthDate()))
            .getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    GCMModeCipher cipher = cipher(true, nonce, patient);
    byte[] sealed = new byte[1 + NONCE_BYTES + cipher.getOutputSize(text.length)];
    sealed[0] = FORM;
    System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
    int end = cipher.processBytes(text, 0, text.length, sealed, 1 + NONCE_BYTES);
    finish(cipher, sealed, 1 + NONCE_BYTES + end);
    return sealed;
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException when it was changed, or sealed for another patient or key
   */
  PersonIdentity open(String patient, byte[] sealed) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
      throw new IllegalStateException("a stored identity has a form that this version cannot open");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    GCMModeCipher cipher = cipher(false, nonce, patient);
    int length = sealed.length - 1 - NONCE_BYTES;
    byte[] text = new byte[cipher.getOutputSize(length)];
    int end = cipher.processBytes(sealed, 1 + NONCE_BYTES, length, text, 0);
    end += finish(cipher, text, end);
    String[] fields =
        new String(text, 0, end, StandardCharsets.UTF_8).split(String.valueOf(BETWEEN), -1);
    if (fields.length != FIELDS) {
      throw new IllegalStateException("a stored identity has a form that this version cannot open");
    }
    return new PersonIdentity(
        fields[0], fields[1], told(fields[2]), told(fields[3]), told(fields[4]));
  }

  private GCMModeCipher cipher(boolean closing, byte[] nonce, String patient) {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    byte[] bound = patient.getBytes(StandardCharsets.UTF_8);
    cipher.init(closing, new AEADParameters(key, TAG_BITS, nonce, bound));
    return cipher;
  }

  private static int finish(GCMModeCipher cipher, byte[] into, int at) {
    try {
      return cipher.doFinal(into, at);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(
          "a stored identity does not open: hub.data/keys/identity.key is not the one it was sealed"
              + " with, or the row was changed; put back the key from your backup",
          e);
    }
  }

  private static String plain(String field) {
    return field == null ? "" : field.replace(BETWEEN, ' ');
  }

  private static String told(String field) {
    return field.isEmpty() ? null : field;
  }
}
