package org.bianmin.hub.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first page.
 *
 * @param deadline how soon after it was told a fact has to be at its destination; the page warns
 *     from half of it on
 */
@ConfigurationProperties("hub.overview")
record OverviewProperties(@DefaultValue("24h") Duration deadline) {}
