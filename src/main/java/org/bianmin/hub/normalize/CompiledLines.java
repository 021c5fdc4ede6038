package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Rule;

/** A text of several parts of the message, or of all repetitions of a field, a line each. */
final class CompiledLines {

  private final Format format;
  // null where the lines are repetitions of one field
  private final Format.Parts parts;
  private final List<CompiledCondition> when;
  private final CompiledPaths path;

  CompiledLines(Format format, MappingSet set, Rule.Group group) {
    this.format = format;
    this.parts = group.each() == null ? null : format.parts(group.each());
    this.when = CompiledGroup.compile(format, set, group.when());
    this.path = new CompiledPaths(format, group.attributes().get(Rule.LINE).paths());
  }

  /** The text; null when the message has none, emptied as the sender wrote it. */
  String text(Part message, Reading reading) {
    if (parts == null) {
      return joined(null, message);
    }
    String text = null;
    for (Part part : parts.of(message)) {
      if (CompiledGroup.all(when, part, reading)) {
        text = joined(text, part);
      }
    }
    return text;
  }

  private String joined(String before, Part part) {
    String text = before;
    for (String line : path.values(part)) {
      if (text == null || format.emptied(text)) {
        text = line;
      } else if (!format.emptied(line)) {
        text = text + '\n' + line;
      }
    }
    return text;
  }

  /** Whether it depends on the day. */
  boolean isDated() {
    return when.stream().anyMatch(CompiledCondition::isDated);
  }
}
