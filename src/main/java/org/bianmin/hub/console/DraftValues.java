package org.bianmin.hub.console;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Codes in the difference of a draft run, as people read them. */
@Component("draftValues")
final class DraftValues {

  /** The code; in angle brackets where it has no row, a dash where nothing was told. */
  public String text(Object value) {
    if (value instanceof Map<?, ?> unmapped && unmapped.size() == 1) {
      return "⟨" + unmapped.values().iterator().next() + "⟩";
    }
    return value == null ? "–" : value.toString();
  }
}
