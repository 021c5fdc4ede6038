/**
 * The bedside view (床旁结算): where patients settle and how long they wait, per facility, ward and
 * period, counted from the facts.
 */
package org.bianmin.hub.settlement.bedside;
