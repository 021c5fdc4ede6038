package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that knows its lines, and which of its keys nobody asked for. Public, since the
 * definitions of indicators are read by it too.
 */
public final class YamlMap {

  private final String file;
  private final int line;
  private final List<MappingProblem> problems;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  YamlMap(MappingNode node, String file, List<MappingProblem> problems) {
    this.file = file;
    this.line = lineOf(node);
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
          problem(lineOf(key), "'" + key.getValue() + "' stands here twice; keep one");
        }
        lines.put(key.getValue(), lineOf(key));
      } else {
        problem(lineOf(tuple.getKeyNode()), "a plain word is expected as key");
      }
    }
  }

  static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  public String file() {
    return file;
  }

  public int line() {
    return line;
  }

  public int line(String key) {
    return lines.getOrDefault(key, line);
  }

  public Set<String> keys() {
    used.addAll(entries.keySet());
    return entries.keySet();
  }

  public boolean has(String key) {
    used.add(key);
    return entries.containsKey(key);
  }

  public void problem(int at, String reason) {
    problems.add(new MappingProblem(file, at, reason));
  }

  public String required(String key) {
    String text = text(key);
    if (text == null) {
      problem(line, "'" + key + "' is missing");
      return "";
    }
    return text;
  }

  public String text(String key) {
    used.add(key);
    Node node = entries.get(key);
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(lineOf(node), "'" + key + "' takes one value");
    return null;
  }

  /** Yes or no; null where the key is missing. */
  public Boolean flag(String key) {
    String word = text(key);
    if (word == null || word.equals("true") || word.equals("false")) {
      return word == null ? null : Boolean.valueOf(word);
    }
    problem(line(key), "'" + key + "' is true or false, not '" + word + "'");
    return null;
  }

  /** A value, or a list of values. */
  public List<String> texts(String key) {
    used.add(key);
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    return texts(key, node);
  }

  private List<String> texts(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return List.of(scalar.getValue());
    }
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          problem(lineOf(item), "'" + key + "' takes a list of plain values");
        }
      }
    } else {
      problem(lineOf(node), "'" + key + "' takes a value or a list of values");
    }
    return texts;
  }

  Paths paths(String key) {
    return has(key) ? new Paths(texts(key), line(key)) : Paths.NONE;
  }

  /** Whether a list of values or of mappings stands there. */
  public boolean isList(String key) {
    return entries.get(key) instanceof SequenceNode;
  }

  public boolean isMap(String key) {
    return entries.get(key) instanceof MappingNode;
  }

  /** A nested mapping; an empty one where the key is missing. */
  public YamlMap map(String key) {
    used.add(key);
    Node node = entries.get(key);
    if (node instanceof MappingNode mapping) {
      return new YamlMap(mapping, file, problems);
    }
    if (node != null) {
      problem(lineOf(node), "'" + key + "' takes a mapping (key: value)");
    }
    return new YamlMap(
        new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK) {
          @Override
          public org.yaml.snakeyaml.error.Mark getStartMark() {
            return new org.yaml.snakeyaml.error.Mark(
                file, 0, YamlMap.this.line - 1, 0, new int[0], 0);
          }
        },
        file,
        problems);
  }

  /** Plain values as they are typed: text, whole number, true or false, null, list, mapping. */
  Map<String, Object> values(String key) {
    used.add(key);
    Node node = entries.get(key);
    if (node instanceof MappingNode mapping) {
      return TypedValues.of(mapping);
    }
    if (node != null) {
      problem(lineOf(node), "'" + key + "' takes a mapping (key: value)");
    }
    return Map.of();
  }

  /** A list of nested mappings. */
  public List<YamlMap> maps(String key) {
    used.add(key);
    Node node = entries.get(key);
    List<YamlMap> maps = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof MappingNode mapping) {
          maps.add(new YamlMap(mapping, file, problems));
        } else {
          problem(lineOf(item), "'" + key + "' takes a list of mappings (- key: value)");
        }
      }
    } else if (node != null) {
      problem(lineOf(node), "'" + key + "' takes a list (- …)");
    }
    return maps;
  }

  /** A value or a list, where a plain value stands for a mapping of that one key. */
  public List<YamlMap> maps(String key, String plain) {
    used.add(key);
    Node node = entries.get(key);
    List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of();
    if (node instanceof ScalarNode) {
      items = List.of(node);
    } else if (node != null && !(node instanceof SequenceNode)) {
      problem(lineOf(node), "'" + key + "' takes a value or a list");
    }
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof MappingNode mapping) {
        maps.add(new YamlMap(mapping, file, problems));
      } else {
        maps.add(new YamlMap(mapping(plain, item), file, problems));
      }
    }
    return maps;
  }

  private static MappingNode mapping(String key, Node value) {
    Node name =
        new ScalarNode(
            Tag.STR,
            key,
            value.getStartMark(),
            value.getEndMark(),
            DumperOptions.ScalarStyle.PLAIN);
    return new MappingNode(
        Tag.MAP,
        true,
        List.of(new NodeTuple(name, value)),
        value.getStartMark(),
        value.getEndMark(),
        DumperOptions.FlowStyle.FLOW);
  }

  /** Reports the keys that nobody asked for. */
  public void done() {
    for (String key : entries.keySet()) {
      if (!used.contains(key)) {
        problem(
            line(key),
            "'"
                + key
                + "' is not known here; known are "
                + String.join(", ", new java.util.TreeSet<>(used)));
      }
    }
  }
}
