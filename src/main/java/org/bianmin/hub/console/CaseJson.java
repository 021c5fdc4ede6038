package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.settlement.AlertLine;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.CaseView;
import org.bianmin.hub.settlement.DayEvent;
import org.bianmin.hub.settlement.Finding;
import org.bianmin.hub.settlement.Note;
import org.bianmin.hub.settlement.RecordLine;

/**
 * A case of the reconciliation in the API. Amounts in fen, times RFC 3339.
 *
 * @param day business day that it is listed under
 * @param rule rule of the table that joined it; null where numbers or a person did
 * @param dueFen self part of what was settled, reversals taken off
 * @param paidFen self part of what was paid; money that two sources tell counts once
 * @param differenceFen paid less refunded less due; of what nobody settled with the insurance's
 *     part
 * @param since since when it is as it is
 * @param waiting the other side may still come: no difference yet
 * @param open a difference that nobody has closed, or that has changed since
 * @param reason why it was closed
 */
record CaseJson(
    long id,
    String facility,
    String day,
    String outcome,
    List<String> findings,
    String rule,
    int settlements,
    int payments,
    int refunds,
    long dueFen,
    long paidFen,
    long refundedFen,
    long insuranceDueFen,
    long insurancePaidFen,
    long differenceFen,
    String at,
    String since,
    boolean waiting,
    boolean open,
    String assignee,
    String reason) {

  static CaseJson of(CaseLine line, Times times) {
    return new CaseJson(
        line.id(),
        line.facility(),
        line.day().toString(),
        line.outcome().code(),
        line.findings().stream().map(Finding::code).toList(),
        line.rule(),
        line.settlements(),
        line.payments(),
        line.refunds(),
        line.due(),
        line.paid(),
        line.refunded(),
        line.insuranceDue(),
        line.insurancePaid(),
        line.difference(),
        times.text(line.at()),
        times.text(line.since()),
        line.waiting(),
        line.open(),
        line.assignee(),
        line.reason() == null ? null : line.reason().code());
  }

  /**
   * A settlement, payment or refund.
   *
   * @param event where the measure event behind it is
   * @param history where all that was told of it is, and by which messages
   * @param countedFen what of it counts: a payment that HIS and wallet both tell counts once
   */
  record Member(
      String kind,
      String key,
      String event,
      String history,
      String at,
      String day,
      String method,
      String scene,
      String point,
      String deptCode,
      String wardCode,
      Long amountFen,
      Long selfFen,
      Long insuranceFen,
      long countedFen,
      Long refundedTotalFen,
      Long billedFen,
      Long feeFen,
      String evidence,
      String outTradeNo,
      String originalKey,
      boolean notOnBill) {

    static Member of(RecordLine record, Times times) {
      String event = "/api/v1/events/" + record.key();
      return new Member(
          record.kind().code(),
          record.key().toString(),
          event,
          event + "/history",
          times.text(record.at()),
          record.day() == null ? null : record.day().toString(),
          record.method(),
          record.scene(),
          record.point(),
          record.dept(),
          record.ward(),
          record.amount(),
          record.self(),
          record.insurance(),
          record.counted(),
          record.refundedTotal(),
          record.billed(),
          record.fee(),
          record.evidence(),
          record.orderNo(),
          record.original(),
          record.notOnBill());
    }
  }

  /** What a person said or did. */
  record Said(long id, String kind, String who, String at, String value, String comment) {

    static Said of(Note note, Times times) {
      return new Said(
          note.id(), note.kind(), note.who(), times.text(note.at()), note.value(), note.comment());
    }
  }

  /**
   * A case with all that belongs to it.
   *
   * @param candidates cases whose amount would make up for this one's; nothing joins them but a
   *     person
   */
  record Detail(
      CaseJson reconciled, List<Member> records, List<Said> notes, List<CaseJson> candidates) {

    static Detail of(CaseView view, List<CaseLine> candidates, Times times) {
      return new Detail(
          CaseJson.of(view.line(), times),
          view.records().stream().map(record -> Member.of(record, times)).toList(),
          view.notes().stream().map(note -> Said.of(note, times)).toList(),
          candidates.stream().map(line -> CaseJson.of(line, times)).toList());
    }
  }

  /** An alert; {@code caseId} of the payment that waits, null for a day. */
  record Alert(
      long id,
      String kind,
      String facility,
      String day,
      Long caseId,
      long fen,
      String openedAt,
      String resolvedAt) {

    static Alert of(AlertLine line, Times times) {
      return new Alert(
          line.id(),
          line.kind(),
          line.facility(),
          line.day().toString(),
          line.caseId(),
          line.fen(),
          times.text(line.openedAt()),
          times.text(line.resolvedAt()));
    }
  }

  /** That a day was closed or reopened; {@code event} is the fact that reopened it. */
  record Turn(String kind, String who, String at, String comment, String event) {

    static Turn of(DayEvent event, Times times) {
      return new Turn(
          event.kind(), event.who(), times.text(event.at()), event.comment(), event.eventKey());
    }
  }
}
