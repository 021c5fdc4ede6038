package org.bianmin.hub.settlement;

import java.time.LocalDate;
import org.bianmin.hub.event.EventKey;

/**
 * A settlement, payment or refund. Amounts in fen and null where they are not told; times in epoch
 * milliseconds.
 *
 * @param eventId row id of the fact
 * @param key of the fact; numbers of payments and settlements are no patient data
 * @param caseId null while it waits to be reconciled, or is void
 * @param counted what of it counts: a payment that HIS and wallet both tell counts once
 * @param refundedTotal what was given back of the payment in all, where a provider tells only that
 * @param billed amount on the provider's bill
 * @param evidence code of {@code pay-evidence}; null for settlements
 * @param orderNo merchant's order number (商户订单号)
 * @param notOnBill the bill of its day and method is there and does not have it
 */
public record RecordLine(
    long eventId,
    EventKey key,
    RecordKind kind,
    Long caseId,
    Long at,
    LocalDate day,
    String method,
    String scene,
    String point,
    String dept,
    String ward,
    Long amount,
    Long self,
    Long insurance,
    long counted,
    Long refundedTotal,
    Long billed,
    Long fee,
    String evidence,
    String orderNo,
    String original,
    boolean notOnBill) {}
