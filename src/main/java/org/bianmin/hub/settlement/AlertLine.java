package org.bianmin.hub.settlement;

import java.time.LocalDate;

/**
 * That something needs somebody at once.
 *
 * @param kind {@code difference}: the open differences of a day come to more than the limit; {@code
 *     unsettled}: a payment waits too long for its settlement
 * @param caseId of the payment that waits; null for a day, and where it is gone
 * @param fen how much it is about
 * @param openedAt, resolvedAt epoch milliseconds; null while it lasts
 */
public record AlertLine(
    long id,
    String kind,
    String facility,
    LocalDate day,
    Long caseId,
    long fen,
    long openedAt,
    Long resolvedAt) {}
