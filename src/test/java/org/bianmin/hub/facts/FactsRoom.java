package org.bianmin.hub.facts;

import java.util.List;
import org.bianmin.hub.store.TestStore;

/** The facts for the tests of other rooms. */
public final class FactsRoom {

  private FactsRoom() {}

  /** The facts of a store, with those who hear of their changes. */
  public static MeasureEvents of(TestStore store, List<ChangeListener> listeners) {
    return new MeasureEvents(
        store.commits(),
        new Pseudonyms(store.folder()),
        new IdentitySeal(store.folder()),
        false,
        listeners);
  }
}
