package org.bianmin.hub.settlement.bedside;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the bedside view is measured by.
 *
 * @param invoiceWithin an invoice counts as issued at once (AHN-10) when it comes within this time
 *     of the settlement
 * @param sameDayDeaths whether patients who died count among the discharged of the same-day rate
 *     (HAI-21)
 */
@ConfigurationProperties("hub.settlement")
public record BedsideProperties(
    @DefaultValue("5m") Duration invoiceWithin, @DefaultValue("true") boolean sameDayDeaths) {}
