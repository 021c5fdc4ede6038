package org.bianmin.hub.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A view (视图) of a hospital system's database as a source.
 *
 * @param name the view's file, {@code mappings/views/<name>.yaml}
 * @param url JDBC URL of the database
 * @param username an account that may read the view and nothing else
 * @param passwordFile file that holds the password
 * @param driverJar the database's JDBC driver, where the hub does not bring it
 * @param every time between two reads
 * @param timeout of one query
 */
public record ViewProperties(
    String name,
    String url,
    String username,
    String passwordFile,
    String driverJar,
    @DefaultValue("30s") Duration every,
    @DefaultValue("60s") Duration timeout) {}
