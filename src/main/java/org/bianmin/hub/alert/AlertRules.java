package org.bianmin.hub.alert;

import java.nio.file.Path;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.SetCompanion;
import org.springframework.stereotype.Component;

/** The rules in force: those that were read with the mapping set in force. */
@Component
public final class AlertRules implements SetCompanion {

  private volatile RuleSet inForce = RuleSet.none();

  /** What is in force. */
  public RuleSet inForce() {
    return inForce;
  }

  @Override
  public Prepared prepare(Path folder, MappingSet set) {
    RuleFile.Loaded loaded = RuleFile.load(folder);
    return new Prepared(loaded.problems(), () -> inForce = loaded.set());
  }

  /** For tests of what rules do. */
  void putInForce(RuleSet set) {
    inForce = set;
  }
}
