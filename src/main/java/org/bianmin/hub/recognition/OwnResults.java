package org.bianmin.hub.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Candidates among the reports of this hub's own facilities. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class OwnResults {

  private final ReportIndex index;
  private final OrderTime others;

  OwnResults(ReportIndex index, OrderTime others) {
    this.index = index;
    this.others = others;
  }

  /** Newest first. */
  List<Candidate> of(Candidates.Question question) {
    List<Candidate> found = new ArrayList<>();
    for (ReportIndex.Report report : index.valid(question.person(), question.at())) {
      add(question, report, found);
    }
    return found;
  }

  private void add(Candidates.Question question, ReportIndex.Report report, List<Candidate> found) {
    Judgement judgement = report.judgement();
    List<?> items = report.attributes().get("items") instanceof List<?> list ? list : List.of();
    if (judgement.report() != null) {
      Map<?, ?> first = items.isEmpty() || !(items.get(0) instanceof Map<?, ?> m) ? Map.of() : m;
      offer(question, report, judgement.report(), first, false, found);
    }
    for (int i = 0; i < judgement.items().size() && i < items.size(); i++) {
      if (items.get(i) instanceof Map<?, ?> item) {
        offer(question, report, judgement.items().get(i), item, true, found);
      }
    }
  }

  private void offer(
      Candidates.Question question,
      ReportIndex.Report report,
      ItemJudgement judged,
      Map<?, ?> item,
      boolean valued,
      List<Candidate> found) {
    String facility = report.key().facility();
    if (!judged.recognisable()
        || judged.expiresAt() == null
        || judged.expiresAt() < question.at()
        || !asked(question, facility, judged.item(), text(item, "localCode"))
        || !others.rules().allows(question.facility(), facility, judged.item(), question.at())) {
      return;
    }
    found.add(
        new Candidate(
            report.key().toString(),
            report.key().businessKey(),
            report.version(),
            facility,
            others.rules().nameOf(facility),
            judged.item(),
            text(item, "localName"),
            report.reportedAt(),
            valued ? text(item, "value") : null,
            valued ? text(item, "unit") : null,
            valued ? text(item, "refRange") : null,
            valued ? text(item, "abnormalFlag") : null,
            judged.scope(),
            judged.label(),
            judged.expiresAt(),
            text(report.attributes(), "imageUrl")));
  }

  /** A local code means the same inside of one facility at best. */
  private static boolean asked(
      Candidates.Question question, String facility, String item, String localCode) {
    Set<String> items = question.items();
    Set<String> codes = question.localCodes();
    return (items.isEmpty() && codes.isEmpty())
        || (item != null && items.contains(item))
        || (localCode != null && codes.contains(localCode) && facility.equals(question.facility()));
  }

  /** Unmapped codes are maps, and no text. */
  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null || value instanceof Map<?, ?> ? null : value.toString();
  }
}
