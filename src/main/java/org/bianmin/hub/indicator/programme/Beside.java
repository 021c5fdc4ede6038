package org.bianmin.hub.indicator.programme;

import org.bianmin.hub.event.Words;

/**
 * A further measure that is shown with a value.
 *
 * @param unit null for that of the indicator
 */
public record Beside(String code, Words name, String unit, Measure measure) {}
