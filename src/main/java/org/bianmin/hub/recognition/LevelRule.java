package org.bianmin.hub.recognition;

import java.util.List;
import org.bianmin.hub.mapping.Levels;

/** Whether results go from one institution to another by the levels of the two. */
public final class LevelRule {

  /** Codes of {@code org-level} that stand above each other, the highest first. */
  private static final List<String> ORDER = List.of("tertiary", "secondary", "primary", "village");

  private LevelRule() {}

  /**
   * Whether the target may recognise what the source has reported. Where a rule asks for levels and
   * one of the two is not known, it may not; institutions outside of the order (emergency services,
   * third-party laboratories) have equals only.
   *
   * @param source, target codes of {@code org-level}, null where not known
   */
  public static boolean allows(String source, String target, Levels rule) {
    if (rule == Levels.ANY) {
      return true;
    }
    if (source == null || target == null) {
      return false;
    }
    if (source.equals(target)) {
      return true;
    }
    int from = ORDER.indexOf(source);
    return rule == Levels.LOWER_ACCEPTS_HIGHER && from >= 0 && from < ORDER.indexOf(target);
  }
}
