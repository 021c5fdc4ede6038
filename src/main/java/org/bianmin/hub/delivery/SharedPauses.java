package org.bianmin.hub.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has this node do what people paused and resumed at another one. */
final class SharedPauses {

  private final Supplier<Map<String, String>> stored;
  private final BiConsumer<String, String> pause;
  private final Consumer<String> resume;
  private final Set<String> known = new HashSet<>();
  private int changes;

  /**
   * Of all destinations.
   *
   * @param stored reasons of the pauses that are stored, by destination
   * @param pause told a destination and the reason
   * @param resume told a destination
   */
  SharedPauses(
      Supplier<Map<String, String>> stored,
      BiConsumer<String, String> pause,
      Consumer<String> resume) {
    this.stored = stored;
    this.pause = pause;
    this.resume = resume;
  }

  /** Paused at this node, and stored. */
  synchronized void paused(String destination) {
    known.add(destination);
    changes++;
  }

  /** Resumed at this node, and stored. */
  synchronized void resumed(String destination) {
    known.remove(destination);
    changes++;
  }

  /** Sees what is stored now. */
  void look() {
    int before;
    synchronized (this) {
      before = changes;
    }
    Map<String, String> found = stored.get();
    synchronized (this) {
      if (changes != before) {
        // somebody paused or resumed here meanwhile, and what was read may be older
        return;
      }
      Map<String, String> begun = new HashMap<>(found);
      begun.keySet().removeAll(known);
      begun.forEach(pause);
      Set<String> ended = new HashSet<>(known);
      ended.removeAll(found.keySet());
      ended.forEach(resume);
      known.clear();
      known.addAll(found.keySet());
    }
  }
}
