package org.bianmin.hub.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the hub keeps what is its own: the embedded store and its keys.
 *
 * @param data the data folder, made at start when missing
 */
@ConfigurationProperties("hub")
public record DataFolder(@DefaultValue("./data") Path data) {

  /** Keys that the hub made for itself, readable by its own user only. */
  public Path keys() {
    return data.resolve("keys");
  }
}
