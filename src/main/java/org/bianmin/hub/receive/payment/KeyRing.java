package org.bianmin.hub.receive.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bianmin.hub.journal.PaymentProperties;

/**
 * The public keys of a provider.
 *
 * @param <K> the kind of key
 */
final class KeyRing<K> {

  private final KeyFiles files;
  private final List<PaymentProperties.Key> keys;
  private final Function<byte[], K> make;
  private final Function<K, String> ownSerial;

  /**
   * Checks the files.
   *
   * @param ownSerial the serial that a key tells itself, or null
   * @param serials whether the provider names its keys
   * @throws IllegalArgumentException naming the property and the remedy
   */
  KeyRing(
      KeyFiles files,
      String name,
      List<PaymentProperties.Key> keys,
      Function<byte[], K> make,
      Function<K, String> ownSerial,
      boolean serials) {
    this.files = files;
    this.keys = keys;
    this.make = make;
    this.ownSerial = ownSerial;
    for (int i = 0; i < keys.size(); i++) {
      String property = "keys[" + i + "].file";
      if (keys.get(i).file() == null) {
        throw new IllegalArgumentException(name + "." + property + " is missing");
      }
      String own = ownSerial.apply(files.check(keys.get(i).file(), property, make));
      String given = keys.get(i).serial();
      if (serials && given == null && own == null) {
        throw new IllegalArgumentException(
            name
                + ".keys["
                + i
                + "].serial is missing: a public key does not tell it; write the one that the"
                + " provider shows beside the key");
      }
      if (given != null && own != null && !given.equals(own)) {
        throw new IllegalArgumentException(
            name
                + ".keys["
                + i
                + "].serial is not that of the certificate in the file, "
                + own
                + "; leave it out");
      }
    }
  }

  /**
   * The key with a serial.
   *
   * @throws RefusedNotification when there is none
   */
  K named(String serial) {
    for (int i = 0; i < keys.size(); i++) {
      K key = read(i);
      String own = keys.get(i).serial() == null ? ownSerial.apply(key) : keys.get(i).serial();
      if (serial.equals(own)) {
        return key;
      }
    }
    throw new RefusedNotification(
        Reason.UNKNOWN_KEY,
        "no key has the serial that it names; where the provider has changed its key, add the new"
            + " one to hub.sources.<id>.payment.keys");
  }

  /** All keys, for providers that do not name the one that they used. */
  List<K> all() {
    List<K> all = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      all.add(read(i));
    }
    return all;
  }

  private K read(int i) {
    return files.read(keys.get(i).file(), "keys[" + i + "].file", make);
  }
}
