package org.bianmin.hub.indicator.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.SideAttributes;

/**
 * What blocks of a type keep.
 *
 * @param hash 16 hex digits; blocks of another hash are built again when they are needed
 */
record BlockLayout(String hash, List<Kept> kept) {

  /** Counted up when bytes are laid out in another way. */
  private static final int CODEC = 1;

  /** What is read by people, not counted. */
  private static final Set<String> LEFT_OUT =
      Set.of("documents", "candidates", "conclusion", "findings");

  /** Of void facts only the keys are kept. */
  static final BlockLayout OF_VOIDS = new BlockLayout("void-" + CODEC, List.of());

  /**
   * An attribute that is kept.
   *
   * @param items of a group, else empty
   */
  record Kept(String name, Form form, List<Kept> items) {}

  /**
   * The layout of an event.
   *
   * @param event null where the mapping set in force does not have it: then nothing but key, time,
   *     and person is kept
   */
  static BlockLayout of(EventDefinition event) {
    return of(event, null);
  }

  /**
   * The layout of an event of which another room knows more than was told.
   *
   * @param side how that is read; null where no room does
   */
  static BlockLayout of(EventDefinition event, String side) {
    TreeMap<String, AttributeDefinition> attributes = new TreeMap<>();
    if (event != null) {
      attributes.putAll(event.attributes());
      if (side != null) {
        attributes.putAll(SideAttributes.of(event.type()));
      }
    }
    List<Kept> kept = kept(attributes);
    String text = CODEC + " " + kept + (side == null ? "" : " " + side);
    return new BlockLayout(String.format("%016x", Identity.of(text).high()), kept);
  }

  static boolean keeps(String name) {
    return !LEFT_OUT.contains(name) && !name.endsWith("Url");
  }

  private static List<Kept> kept(TreeMap<String, AttributeDefinition> attributes) {
    List<Kept> kept = new ArrayList<>();
    attributes.forEach(
        (name, attribute) -> {
          if (keeps(name)) {
            Form form = Form.of(attribute);
            List<Kept> items =
                form == Form.GROUP ? kept(new TreeMap<>(attribute.items())) : List.of();
            kept.add(new Kept(name, form, items));
          }
        });
    return List.copyOf(kept);
  }
}
