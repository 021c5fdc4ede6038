package org.bianmin.hub.normalize;

import java.util.List;
import java.util.Objects;

/** Counts messages that end in one way by the set in force and in one way by the draft. */
final class EndingTally {

  private record Reasons(String inForce, String draft) {}

  private static final String DIFFERS = "differs";

  private final String inForce;
  private final String draft;
  private final Counted<Reasons> reasons = new Counted<>();
  private final Samples samples = new Samples();
  private long messages;

  EndingTally(String inForce, String draft) {
    this.inForce = inForce;
    this.draft = draft;
  }

  static String word(Outcome outcome) {
    if (outcome instanceof Outcome.Normalized) {
      return "normalized";
    }
    return outcome instanceof Outcome.Ignored ? "ignored" : "parked";
  }

  void add(long message, Outcome byInForce, Outcome byDraft) {
    messages++;
    Reasons why = new Reasons(reason(byInForce), reason(byDraft));
    if (!Objects.equals(why.inForce(), why.draft())) {
      reasons.add(why);
    }
    if (!inForce.equals(draft) || !Objects.equals(why.inForce(), why.draft())) {
      samples.add(DIFFERS, message);
    }
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Unmappable unmappable) {
      return unmappable.parked().reason();
    }
    return outcome instanceof Outcome.Ignored ignored ? ignored.reason() : null;
  }

  Difference.Ending report() {
    return new Difference.Ending(
        inForce,
        draft,
        messages,
        reasons.most((why, n) -> new Difference.Reason(why.inForce(), why.draft(), n)),
        reasons.others(),
        samples.report().getOrDefault(DIFFERS, List.of()));
  }
}
