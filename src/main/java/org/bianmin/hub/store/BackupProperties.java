package org.bianmin.hub.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Copies of the embedded store.
 *
 * @param folder where copies go, on another disk than {@code hub.data}; absent means that none are
 *     made
 */
@ConfigurationProperties("hub.backup")
public record BackupProperties(Path folder) {}
