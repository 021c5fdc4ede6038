package org.bianmin.hub.indicator.block;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.store.Commands;

/**
 * Marks days that are laid out in another way than the event files in force say, so that they are
 * built again.
 */
final class OtherLayouts {

  private final BlockRows rows;
  private final BlockTypes types;
  private final Commands commands;
  private Map<String, EventDefinition> looked;

  OtherLayouts(BlockRows rows, BlockTypes types, Commands commands) {
    this.rows = rows;
    this.types = types;
    this.commands = commands;
  }

  /**
   * Looks through all days, once for each set of event files: whoever asks first after an upgrade
   * or a reload would wait for them otherwise.
   */
  // the same object for as long as they are in force
  @SuppressWarnings("ReferenceEquality")
  synchronized void look() {
    Map<String, EventDefinition> now = types.events();
    if (now == looked) {
      return;
    }
    now.keySet().forEach(type -> mark(type, PartitionDay.VOIDS, Long.MAX_VALUE));
    looked = now;
  }

  /** Of a type, from the first to the last day. */
  void mark(String type, long first, long last) {
    List<DirtyPart> other = rows.ofOtherLayout(type, first, last, types.layout(type));
    if (!other.isEmpty()) {
      commands.execute(
          session -> {
            Dirt.add(session, other);
            return null;
          });
    }
  }
}
