/**
 * Reconciliation (对账) of what the HIS settled with what was paid and with the bills of the
 * providers: cases, differences, the closing of days, alerts.
 */
package org.bianmin.hub.settlement;
