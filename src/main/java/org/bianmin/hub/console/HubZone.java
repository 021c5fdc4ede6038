package org.bianmin.hub.console;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hub's clock.
 *
 * @param zone time zone of times that the hub shows and answers
 */
@ConfigurationProperties("hub")
record HubZone(@DefaultValue("Asia/Shanghai") ZoneId zone) {}
