package org.bianmin.hub.indicator;

import java.math.BigDecimal;
import org.bianmin.hub.event.Words;

/**
 * A number that is shown with a value.
 *
 * @param code unique within the value, for example {@code p95} or {@code rejected}
 * @param value, numerator, denominator null where there is none
 */
public record Part(
    String code,
    Words name,
    BigDecimal value,
    BigDecimal numerator,
    BigDecimal denominator,
    String unit) {}
