package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.indicator.block.VoidKeys;
import org.bianmin.hub.mapping.CountsWhile;

/** Whether the fact in a slot does not count, since an event of its visit is void. */
final class Suspension {

  /** Attributes that name the visit of an event. */
  private static final List<String> VISITS = List.of("encounterRef", "visitRef", "admissionRef");

  private record When(Ref ref, ValueSet values) {}

  private static final class Demand {
    private final String event;
    private final List<When> when = new ArrayList<>();
    private VoidKeys voids = VoidKeys.none();

    private Demand(String event) {
      this.event = event;
    }

    private boolean concerns() {
      for (int i = 0; i < when.size(); i++) {
        When one = when.get(i);
        if (!one.ref().present() || !one.values().contains(one.ref())) {
          return false;
        }
      }
      return true;
    }
  }

  private final Surroundings around;
  private final List<Demand> demands = new ArrayList<>();
  private final List<Ref> visits = new ArrayList<>();
  private boolean active;

  Suspension(Surroundings around, Frame frame, int slot, String event) {
    this.around = around;
    for (CountsWhile told : around.demands(event)) {
      Demand demand = new Demand(told.event());
      told.when()
          .forEach(
              (name, values) ->
                  demand.when.add(new When(Ref.of(frame, slot, name, ""), new ValueSet(values))));
      demands.add(demand);
    }
    for (String name : VISITS) {
      visits.add(Ref.of(frame, slot, name, ""));
    }
  }

  /** Goes to the facility at hand. */
  void facility() {
    active = false;
    for (Demand demand : demands) {
      demand.voids = around.voids(demand.event);
      active |= demand.voids.size() > 0;
    }
  }

  boolean suspended() {
    return active && by() != null;
  }

  /** Type of the void event; null where none is. */
  String by() {
    for (int i = 0; i < demands.size(); i++) {
      Demand demand = demands.get(i);
      if (demand.voids.size() > 0 && demand.concerns()) {
        for (int v = 0; v < visits.size(); v++) {
          Ref visit = visits.get(v);
          if (visit.present() && demand.voids.contains(visit.high(), visit.low())) {
            return demand.event;
          }
        }
      }
    }
    return null;
  }
}
