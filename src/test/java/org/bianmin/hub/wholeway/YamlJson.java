package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as JSON: times stay texts, and on and yes are words, as in YAML 1.2. */
final class YamlJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private YamlJson() {}

  static ObjectNode read(Path file) {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
      return (ObjectNode) json(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = NODES.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        String name = ((ScalarNode) entry.getKeyNode()).getValue();
        if (object.has(name)) {
          throw new IllegalArgumentException(name + " stands twice:" + entry.getKeyNode());
        }
        object.set(name, json(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = NODES.arrayNode();
      sequence.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return NODES.nullNode();
    }
    if (node.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
      return NODES.booleanNode(text.equals("true"));
    }
    if (node.getTag().equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]*)")) {
      return NODES.numberNode(Long.parseLong(text));
    }
    return node.getTag().equals(Tag.FLOAT)
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.textNode(text);
  }
}
