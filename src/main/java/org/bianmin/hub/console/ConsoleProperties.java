package org.bianmin.hub.console;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console.
 *
 * @param openLoopback lets console and API take requests from the hub's own machine without a login
 *     (the profile {@code trial} does so by itself); requests from elsewhere stay refused
 * @param url address under which people reach the console, for the links in alert messages; they
 *     have none when it is left out
 */
@ConfigurationProperties("hub.console")
record ConsoleProperties(@DefaultValue("false") boolean openLoopback, URI url) {}
