package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where one vendor or hospital puts things.
 *
 * @param terms named paths that bindings refer to as {@code $name}, per format
 * @param overrides rules that replace those of the event files, per format, event type and
 *     attribute
 * @param bindings messages that only this vendor sends, per event type
 * @param documents JSON in a form of the vendor's own; null where it sends none
 * @param file path below the mappings folder
 */
public record Profile(
    String name,
    Map<String, Map<String, Paths>> terms,
    Map<String, Map<String, Map<String, Rule>>> overrides,
    Map<String, List<Binding>> bindings,
    Documents documents,
    String file) {

  /** All bindings of its own for an event, of every format. */
  List<Binding> bindings(String event) {
    List<Binding> own = bindings.getOrDefault(event, List.of());
    if (documents == null) {
      return own;
    }
    List<Binding> all = new ArrayList<>(own);
    all.addAll(documents.bindings().getOrDefault(event, List.of()));
    return all;
  }
}
