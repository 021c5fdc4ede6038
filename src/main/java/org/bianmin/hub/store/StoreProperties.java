package org.bianmin.hub.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The store.
 *
 * @param url JDBC URL of PostgreSQL; absent means the embedded SQLite file in {@code hub.data}
 * @param username PostgreSQL user
 * @param passwordFile file that holds the PostgreSQL password
 * @param readers connections for queries; the hub has one for writing beside them, and with
 *     PostgreSQL one for its lease. Metric {@code hub_store_readers} says whether they are enough
 * @param minFree below this much free disk the hub stops taking messages (AE, 503) until there is
 *     room again; embedded store only
 */
@ConfigurationProperties("hub.store")
public record StoreProperties(
    String url,
    String username,
    Path passwordFile,
    @DefaultValue("4") int readers,
    @DefaultValue("256MB") DataSize minFree) {}
