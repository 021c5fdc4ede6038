package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of a YAML or JSON tree as the attributes of a measure event have them. */
final class TypedValues {

  private TypedValues() {}

  static Map<String, Object> of(MappingNode mapping) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        values.put(key.getValue(), value(entry.getValueNode()));
      }
    }
    return values;
  }

  private static Object value(Node node) {
    if (node instanceof MappingNode mapping) {
      return of(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(value(item)));
      return list;
    }
    String text = ((ScalarNode) node).getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return null;
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return text.equals("true");
    }
    return node.getTag().equals(Tag.INT) ? number(text) : text;
  }

  /** YAML knows more forms of whole numbers than JSON does; those are text. */
  private static Object number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
