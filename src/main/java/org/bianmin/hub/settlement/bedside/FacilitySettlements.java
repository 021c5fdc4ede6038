package org.bianmin.hub.settlement.bedside;

import java.util.List;

/**
 * The bedside view of a facility in a period.
 *
 * @param kindUntold inpatient settlements that do not say whether they are final; they are not
 *     counted as final ones
 * @param suspended final settlements whose discharge was cancelled; they are not counted
 * @param all of all wards together
 * @param wards in the order of their codes, the untold ward last
 */
public record FacilitySettlements(
    String facility,
    long kindUntold,
    long suspended,
    WardSettlements all,
    List<WardSettlements> wards,
    List<BedsideFigure> figures) {}
