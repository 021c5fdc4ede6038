package org.bianmin.hub.recognition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Candidates of this hub's facilities, and those of others as far as the platform knows them. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class AllCandidates implements Candidates {

  private static final Comparator<Candidate> NEWEST_FIRST =
      Comparator.comparing(
          Candidate::reportedAt, Comparator.nullsLast(Comparator.<Long>reverseOrder()));

  private final OwnResults own;
  private final PlatformSearch platform;
  private final OrderTime others;
  private final CheckRows facts;

  AllCandidates(OwnResults own, PlatformSearch platform, OrderTime others, CheckRows facts) {
    this.facts = facts;
    this.own = own;
    this.platform = platform;
    this.others = others;
  }

  @Override
  public Answer of(Question question) {
    PlatformSearch.Pending asked = platform.ask(question);
    List<Candidate> found = new ArrayList<>(own.of(question));
    Set<String> known = new HashSet<>();
    found.forEach(candidate -> known.add(candidate.reportKey() + ' ' + candidate.itemCode()));
    PlatformSearch.Part part = asked.await();
    Map<String, Boolean> ours = new HashMap<>();
    for (Candidate candidate : part.items()) {
      // of a report of this hub's own the platform may hold an older version
      if (!ours.computeIfAbsent(candidate.reportKey(), this::isOurs)
          && holds(question, candidate)
          && known.add(candidate.reportKey() + ' ' + candidate.itemCode())) {
        found.add(candidate);
      }
    }
    found.sort(NEWEST_FIRST);
    return new Answer(found, part.unknown() == null ? List.of() : List.of(part.unknown()));
  }

  private boolean isOurs(String reportKey) {
    try {
      return facts.exists(EventKey.parse(reportKey));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The platform's answer may be some minutes old, and knows nothing of levels. */
  private boolean holds(Question question, Candidate candidate) {
    return (candidate.expiresAt() == null || candidate.expiresAt() >= question.at())
        && (candidate.reportedAt() == null || candidate.reportedAt() <= question.at())
        && (question.items().isEmpty() || question.items().contains(candidate.itemCode()))
        && others
            .rules()
            .allows(question.facility(), candidate.facility(), candidate.itemCode(), question.at());
  }
}
