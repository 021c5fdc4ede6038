package org.bianmin.hub.alert;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with named places, {@code {incident.title}}; nothing in it is ever run. */
record Template(String text) {

  static final Template NONE = new Template("");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z.-]*)}");

  /** Names of places that are not among those. */
  Set<String> unknown(Set<String> known) {
    Set<String> unknown = new TreeSet<>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!known.contains(places.group(1))) {
        unknown.add(places.group(1));
      }
    }
    return unknown;
  }

  /** The text with its places filled; what has no value is left empty. */
  String fill(Map<String, String> values, UnaryOperator<String> written) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(written.apply(values.getOrDefault(place.group(1), ""))));
  }

  /** The same of a text of several lines, without those in which a place has no value. */
  String fillLines(Map<String, String> values) {
    return text.lines()
        .filter(line -> hasAll(line, values))
        .map(line -> new Template(line).fill(values, value -> value))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static boolean hasAll(String line, Map<String, String> values) {
    return PLACE
        .matcher(line)
        .results()
        .noneMatch(place -> values.getOrDefault(place.group(1), "").isEmpty());
  }
}
