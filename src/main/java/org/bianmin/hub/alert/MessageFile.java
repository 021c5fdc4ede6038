package org.bianmin.hub.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.YamlFile;
import org.bianmin.hub.mapping.YamlMap;

/** Reads the files of {@code alerts/messages}, or lists what is wrong with them. */
public final class MessageFile {

  /**
   * The result of reading.
   *
   * @param formats null when there are problems
   */
  record Loaded(MessageFormats formats, List<MappingProblem> problems) {}

  /** Below the mappings folder. */
  static final String FOLDER = "alerts/messages/";

  static final Set<String> LANGUAGES = Set.of("zh", "en");

  /** Places of what concerns one incident. */
  static final Set<String> INCIDENT =
      Set.of(
          "incident.id",
          "incident.title",
          "incident.rule",
          "incident.subject",
          "incident.severity",
          "incident.value",
          "incident.threshold",
          "incident.opened",
          "incident.lasted",
          "incident.resolved",
          "incident.times",
          "incident.runbook",
          "moment",
          "link");

  static final Set<String> DIGEST = Set.of("count", "lines", "more", "link");
  static final Set<String> TEST = Set.of("channel", "time", "link");

  /** Codes beside the words, for those that read the body by machine. */
  static final Set<String> BODY = body();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path mappings;
  private final List<MappingProblem> problems = new ArrayList<>();

  private MessageFile(Path mappings) {
    this.mappings = mappings;
  }

  private static Set<String> body() {
    Set<String> body = new TreeSet<>(INCIDENT);
    body.addAll(List.of("title", "text", "moment.code", "severity.code", "count"));
    return Set.copyOf(body);
  }

  /** What is wrong with the files of a folder; a folder without them is in order. */
  public static List<MappingProblem> problems(Path mappings) {
    return load(mappings, Set.of()).problems();
  }

  /**
   * Reads what is there; never throws for what people wrote in it.
   *
   * @param needed names such as {@code wecom-zh} that a channel needs
   */
  static Loaded load(Path mappings, Collection<String> needed) {
    MessageFile reading = new MessageFile(mappings);
    try {
      return reading.read(needed);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FOLDER + " of the mappings folder", e);
    }
  }

  private Loaded read(Collection<String> needed) throws IOException {
    Map<String, MessageFormat> formats = new HashMap<>();
    Set<String> languages = new HashSet<>();
    for (ChannelKind kind : ChannelKind.values()) {
      for (String language : LANGUAGES) {
        String name = MessageFormats.name(kind, language);
        if (Files.exists(file(name))) {
          YamlMap yaml = YamlFile.read(file(name), FOLDER + name + ".yaml", problems);
          languages.add(language);
          if (yaml != null) {
            formats.put(name, format(yaml, kind));
          }
        } else if (needed.contains(name)) {
          problems.add(
              new MappingProblem(
                  FOLDER + name + ".yaml",
                  0,
                  "is missing, and a channel of hub.alerts.channels needs it; copy the one that"
                      + " comes with the hub, or take the language out of the channel"));
        }
      }
    }
    Map<String, Map<String, String>> words = new HashMap<>();
    for (String language : new TreeSet<>(languages)) {
      words.put(language, words(language));
    }
    return new Loaded(
        problems.isEmpty() ? new MessageFormats(formats, words) : null, List.copyOf(problems));
  }

  private Path file(String name) {
    return mappings.resolve(FOLDER + name + ".yaml");
  }

  private MessageFormat format(YamlMap yaml, ChannelKind kind) {
    Template body = null;
    if (kind != ChannelKind.EMAIL) {
      body = template(yaml, "body", BODY);
      checkJson(yaml, body);
    }
    Map<Moment, MessageFormat.Said> moments = new EnumMap<>(Moment.class);
    MessageFormat.Said opened = said(yaml, "opened", INCIDENT);
    for (Moment moment : Moment.values()) {
      boolean own = moment == Moment.RESOLVED || yaml.has(moment.code());
      moments.put(moment, own ? said(yaml, moment.code(), INCIDENT) : opened);
    }
    MessageFormat format =
        new MessageFormat(
            body,
            moments,
            said(yaml, "digest", DIGEST),
            template(yaml, "line", INCIDENT),
            said(yaml, "test", TEST));
    yaml.done();
    return format;
  }

  private static MessageFormat.Said said(YamlMap yaml, String key, Set<String> places) {
    if (!yaml.has(key)) {
      yaml.problem(yaml.line(), "'" + key + "' is missing: {title: …, text: …}");
      return new MessageFormat.Said(Template.NONE, Template.NONE);
    }
    YamlMap said = yaml.map(key);
    MessageFormat.Said read =
        new MessageFormat.Said(template(said, "title", places), template(said, "text", places));
    said.done();
    return read;
  }

  private static Template template(YamlMap yaml, String key, Set<String> places) {
    Template template = new Template(yaml.required(key));
    for (String unknown : template.unknown(places)) {
      yaml.problem(
          yaml.line(key),
          "there is no place {" + unknown + "} here; there are " + new TreeSet<>(places));
    }
    return template;
  }

  private static void checkJson(YamlMap yaml, Template body) {
    try {
      JsonNode read = JSON.readTree(body.fill(Map.of(), value -> value));
      if (!read.isObject()) {
        yaml.problem(yaml.line("body"), "'body' is no JSON object: {\"…\": \"{text}\"}");
      }
    } catch (JsonProcessingException e) {
      yaml.problem(
          yaml.line("body"), "'body' is no JSON; places stand inside of quotes: \"{text}\"");
    }
  }

  private Map<String, String> words(String language) throws IOException {
    String name = FOLDER + "words-" + language + ".yaml";
    YamlMap yaml = YamlFile.read(file("words-" + language), name, problems);
    Map<String, String> words = new TreeMap<>();
    if (yaml == null) {
      return words;
    }
    for (Severity severity : Severity.values()) {
      word(yaml, "severities", severity.code(), words);
    }
    for (Moment moment : Moment.values()) {
      word(yaml, "moments", moment.code(), words);
    }
    for (Kind kind : Kind.values()) {
      word(yaml, "figures", kind.code(), words);
    }
    for (String unit : Durations.UNITS) {
      word(yaml, "times", unit, words);
    }
    for (String part : List.of("severities", "moments", "figures", "times")) {
      YamlMap written = yaml.map(part);
      written
          .keys()
          .forEach(
              key -> {
                if (!words.containsKey(part + "." + key)) {
                  yaml.problem(
                      written.line(key), "'" + key + "' is not known below " + part + "; drop it");
                }
              });
    }
    yaml.done();
    return words;
  }

  private static void word(YamlMap yaml, String part, String key, Map<String, String> words) {
    Template word = template(yaml.map(part), key, Set.of("n"));
    words.put(part + "." + key, word.text());
  }
}
