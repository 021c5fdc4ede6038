package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Where two texts of a message differ: places alone, which may be written down. */
final class ChangedPlaces {

  private static final int MOST = 24;

  private ChangedPlaces() {}

  /** Fields such as {@code PID-8} or {@code OBX[2]-5}; segments that only one has by name. */
  static String hl7(String before, String after) {
    Map<String, String> old = segments(before);
    Map<String, String> now = segments(after);
    Set<String> changed = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    char separator = after.length() > 3 ? after.charAt(3) : '|';
    for (String name : names) {
      if (!old.containsKey(name) || !now.containsKey(name)) {
        changed.add(name);
      } else {
        fields(name, old.get(name), now.get(name), separator, changed);
      }
    }
    return list(changed);
  }

  private static void fields(
      String name, String before, String after, char separator, Set<String> changed) {
    String[] old = before.split(Pattern.quote("" + separator), -1);
    String[] now = after.split(Pattern.quote("" + separator), -1);
    int first = name.startsWith("MSH") || name.startsWith("BHS") || name.startsWith("FHS") ? 1 : 0;
    for (int i = 0; i < Math.max(old.length, now.length); i++) {
      if (!Objects.equals(i < old.length ? old[i] : "", i < now.length ? now[i] : "")) {
        changed.add(name + '-' + (i + first));
      }
    }
  }

  private static Map<String, String> segments(String text) {
    Map<String, String> segments = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (String line : text.split("\r\n|\r|\n", -1)) {
      if (line.length() >= 3) {
        // what a sender wrote there is no name of a segment, and may be anything
        String written = line.substring(0, 3);
        String name = written.matches("[A-Z][A-Z0-9]{2}") ? written : "???";
        int n = seen.merge(name, 1, Integer::sum);
        segments.put(n == 1 ? name : name + '[' + n + ']', line);
      }
    }
    return segments;
  }

  /** Members by their way from the root, for example {@code /entry/0/resource/status}. */
  static String json(JsonNode before, JsonNode after) {
    Set<String> changed = new LinkedHashSet<>();
    compare("", before, after, changed);
    return list(changed);
  }

  private static void compare(String at, JsonNode before, JsonNode after, Set<String> changed) {
    if (before.equals(after) || changed.size() > MOST) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(at + '/' + name, before.path(name), after.path(name), changed);
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      int n = 0;
      Iterator<JsonNode> now = after.elements();
      for (JsonNode old : before) {
        compare(at + '/' + n++, old, now.next(), changed);
      }
    } else {
      changed.add(at.isEmpty() ? "/" : at);
    }
  }

  private static String list(Set<String> changed) {
    StringBuilder list = new StringBuilder();
    int n = 0;
    for (String place : changed) {
      if (n++ == MOST) {
        return list.append(", …").toString();
      }
      list.append(list.isEmpty() ? "" : ", ").append(place);
    }
    return list.toString();
  }
}
