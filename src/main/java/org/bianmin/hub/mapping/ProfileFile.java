package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one file of {@code mappings/profiles/}. */
final class ProfileFile {

  /** The format of JSON in a form of the sender's own. */
  private static final String DOCUMENTS = "json";

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
    YamlMap bindingsByFormat = yaml.map("bindings");
    Map<String, List<Binding>> bindings = new LinkedHashMap<>();
    for (String format : EventFile.FORMATS) {
      bindings(bindingsByFormat.map(format), format, events, bindings);
    }
    bindingsByFormat.done();
    Profile profile =
        new Profile(
            yaml.required("profile"),
            terms,
            overrides,
            bindings,
            documents(yaml, events),
            yaml.file());
    yaml.done();
    return profile;
  }

  private static Documents documents(YamlMap yaml, Map<String, EventDefinition> events) {
    if (!yaml.has("documents")) {
      return null;
    }
    YamlMap map = yaml.map("documents");
    Map<String, List<Binding>> bindings = new LinkedHashMap<>();
    bindings(map.map("bindings"), DOCUMENTS, events, bindings);
    if (bindings.isEmpty()) {
      map.problem(map.line(), "'documents' needs 'bindings': what the documents tell, by event");
    }
    Documents documents =
        new Documents(map.paths("trigger"), map.paths("id"), map.paths("sentAt"), bindings);
    map.done();
    return documents;
  }

  private static void bindings(
      YamlMap yaml,
      String format,
      Map<String, EventDefinition> events,
      Map<String, List<Binding>> bindings) {
    for (String type : yaml.keys()) {
      EventDefinition event = event(yaml, type, events);
      if (event != null) {
        List<Binding> of = bindings.computeIfAbsent(type, t -> new ArrayList<>());
        for (YamlMap binding : yaml.maps(type)) {
          of.add(EventFile.binding(binding, format, event.attributes()));
        }
      }
    }
  }

  private static EventDefinition event(
      YamlMap yaml, String type, Map<String, EventDefinition> events) {
    EventDefinition event = events.get(type);
    if (event == null) {
      yaml.problem(yaml.line(type), "no event '" + type + "' in mappings/events");
    }
    return event;
  }

  private static Map<String, Map<String, Rule>> overrides(
      YamlMap yaml, Map<String, EventDefinition> events) {
    Map<String, Map<String, Rule>> byEvent = new LinkedHashMap<>();
    for (String type : yaml.keys()) {
      EventDefinition event = event(yaml, type, events);
      if (event != null) {
        byEvent.put(type, RuleFile.rules(yaml.map(type), event.attributes()));
      }
    }
    return byEvent;
  }
}
