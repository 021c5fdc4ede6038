package org.bianmin.hub.journal;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Names of charsets that only one hospital's senders write.
 *
 * @param charsets Java charset names by what MSH-18 says; they come before the hub's own table. A
 *     name with a space or a slash stands in brackets: {@code hub.charsets.[GB 18030-X]}
 */
@ConfigurationProperties("hub")
record CharsetNames(Map<String, String> charsets) {

  CharsetNames {
    charsets = charsets == null ? Map.of() : Map.copyOf(charsets);
  }
}
