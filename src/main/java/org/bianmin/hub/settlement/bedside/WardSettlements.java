package org.bianmin.hub.settlement.bedside;

import java.util.Map;

/**
 * Final inpatient settlements of a ward, or of a facility as a whole. They count while their
 * discharge is not void; minutes have two decimals.
 *
 * @param ward code; null where neither settlement nor discharge tells one, and of a whole facility
 * @param settlements how many there are
 * @param points how many of them at each settlement point; {@code untold} where none was told,
 *     {@code unmapped} where its code has no row in the table
 * @param atWard of all, those at the bedside, the nurse station, a kiosk of the ward, a mobile
 *     device or the settlement cart (AHN-09)
 * @param bedside of all, those at the bedside
 * @param window of all, those at a window
 * @param fromOrder minutes from the discharge order to the settlement
 * @param fromDischarge minutes from the discharge to the settlement, of those whose order was not
 *     told
 * @param toInvoice minutes from the settlement to its first invoice
 * @param invoiced of all, those with an invoice in time (AHN-10)
 * @param sameDay of the patients discharged, those settled on the calendar day of their discharge
 *     (HAI-21)
 */
public record WardSettlements(
    String ward,
    long settlements,
    Map<String, Long> points,
    Share atWard,
    Share bedside,
    Share window,
    Delay fromOrder,
    Delay fromDischarge,
    Delay toInvoice,
    Share invoiced,
    Share sameDay) {}
