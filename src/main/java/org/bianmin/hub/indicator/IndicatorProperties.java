package org.bianmin.hub.indicator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Indicators (指标).
 *
 * @param enabled whether facts are kept by day, so that indicators can be computed; switched on
 *     again, all days are built anew in the background
 * @param cache memory for the days that were read last
 * @param refreshWithin how long a question waits for changed days to be taken in; those that still
 *     wait then are said with its answer
 */
@ConfigurationProperties("hub.indicators")
public record IndicatorProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("64MB") DataSize cache,
    @DefaultValue("10s") Duration refreshWithin) {}
