package org.bianmin.hub.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one file of {@code mappings/profiles/}. */
final class ProfileFile {

  private ProfileFile() {}

  static Profile read(YamlMap yaml, Map<String, EventDefinition> events) {
    Map<String, Map<String, Paths>> terms = new LinkedHashMap<>();
    Map<String, Map<String, Map<String, Rule>>> overrides = new LinkedHashMap<>();
    YamlMap termsByFormat = yaml.map("terms");
    YamlMap overridesByFormat = yaml.map("overrides");
    for (String format : EventFile.FORMATS) {
      Map<String, Paths> paths = new LinkedHashMap<>();
      YamlMap names = termsByFormat.map(format);
      names.keys().forEach(name -> paths.put(name, names.paths(name)));
      terms.put(format, paths);
      overrides.put(format, overrides(overridesByFormat.map(format), events));
    }
    termsByFormat.done();
    overridesByFormat.done();
    Profile profile = new Profile(yaml.required("profile"), terms, overrides, yaml.file());
    yaml.done();
    return profile;
  }

  private static Map<String, Map<String, Rule>> overrides(
      YamlMap yaml, Map<String, EventDefinition> events) {
    Map<String, Map<String, Rule>> byEvent = new LinkedHashMap<>();
    for (String type : yaml.keys()) {
      EventDefinition event = events.get(type);
      if (event == null) {
        yaml.problem(yaml.line(type), "no event '" + type + "' in mappings/events");
      } else {
        byEvent.put(type, EventFile.rules(yaml.map(type), event.attributes()));
      }
    }
    return byEvent;
  }
}
