package org.bianmin.hub.mapping;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML or JSON file that holds one mapping. */
public final class YamlFile {

  private YamlFile() {}

  /** The mapping, or null when the file has none; then the problems say why. */
  public static YamlMap read(Path path, String name, List<MappingProblem> problems)
      throws IOException {
    if (!Files.exists(path)) {
      problems.add(new MappingProblem(name, 0, "is missing"));
      return null;
    }
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      if (text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (name.endsWith(".json")) {
        // JSON is indented with tabs at times, which YAML does not allow; inside texts it has none
        text = text.replace('\t', ' ');
      }
      // keys that stand twice are reported by YamlMap, with their line
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(true);
      Node node = new Yaml(options).compose(new StringReader(text));
      if (node instanceof MappingNode mapping) {
        return new YamlMap(mapping, name, problems);
      }
      problems.add(new MappingProblem(name, 1, "is empty or no mapping (key: value)"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(new MappingProblem(name, line, "is not YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      problems.add(new MappingProblem(name, 0, "is not YAML: " + e.getMessage()));
    } catch (CharacterCodingException e) {
      problems.add(new MappingProblem(name, 0, "is not UTF-8; save it as UTF-8"));
    }
    return null;
  }
}
