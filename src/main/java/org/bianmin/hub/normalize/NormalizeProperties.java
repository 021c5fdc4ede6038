package org.bianmin.hub.normalize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Normalizing.
 *
 * @param threads how many messages are read at the same time
 */
@ConfigurationProperties("hub.normalize")
public record NormalizeProperties(@DefaultValue("1") int threads) {}
