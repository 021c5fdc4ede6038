package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.mapping.YamlMap;

/** Reads the plain values of programme files; what is wrong is told with its line and is null. */
final class Reading {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(d|h|min)");

  private Reading() {}

  /** A name or text in two languages. */
  static Words words(YamlMap holder, String key) {
    if (!holder.has(key)) {
      holder.problem(holder.line(), "'" + key + "' is missing: {zh: …, en: …}");
      return null;
    }
    YamlMap yaml = holder.map(key);
    Words words = new Words(yaml.required("zh"), yaml.required("en"));
    yaml.done();
    return words;
  }

  /** A number; null where the key is missing. */
  static BigDecimal number(YamlMap yaml, String key) {
    String text = yaml.text(key);
    if (text == null) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      yaml.problem(yaml.line(key), "'" + key + "' is a number, not '" + text + "'");
      return null;
    }
  }

  /** A whole number in bounds; the other where the key is missing or holds none. */
  static int whole(YamlMap yaml, String key, int least, int most, int otherwise) {
    String text = yaml.text(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("-?\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      yaml.problem(
          yaml.line(key),
          "'" + key + "' is a whole number from " + least + " to " + most + ", not '" + text + "'");
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  /** A day; null where the key is missing. */
  static LocalDate day(YamlMap yaml, String key) {
    String text = yaml.text(key);
    return text == null ? null : day(yaml, key, text);
  }

  static LocalDate day(YamlMap yaml, String key, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      yaml.problem(yaml.line(key), "'" + text + "' is no day; write it as 2026-01-31");
      return null;
    }
  }

  /** {@code 30d}, {@code 12h} or {@code 5min}; zero where the key is missing. */
  static Duration duration(YamlMap yaml, String key) {
    String text = yaml.text(key);
    if (text == null) {
      return Duration.ZERO;
    }
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      yaml.problem(
          yaml.line(key), "'" + text + "' is no length of time; write it as 30d, 12h or 5min");
      return Duration.ZERO;
    }
    long number = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** Bounds of a number; null where none is written. */
  static Bounds bounds(YamlMap yaml) {
    BigDecimal atLeast = number(yaml, "at-least");
    BigDecimal atMost = number(yaml, "at-most");
    BigDecimal moreThan = number(yaml, "more-than");
    BigDecimal lessThan = number(yaml, "less-than");
    return atLeast == null && atMost == null && moreThan == null && lessThan == null
        ? null
        : new Bounds(atLeast, atMost, moreThan, lessThan);
  }

  /** A constant by its word ({@code half-year}); null, which is told, where the word is another. */
  static <E extends Enum<E>> E word(YamlMap yaml, String key, E[] all) {
    String text = yaml.required(key);
    return text.isEmpty() ? null : word(yaml, key, text, all, Reading::written);
  }

  static <E extends Enum<E>> E word(
      YamlMap yaml, String key, String text, E[] all, Function<E, String> written) {
    for (E one : all) {
      if (written.apply(one).equals(text)) {
        return one;
      }
    }
    yaml.problem(
        yaml.line(key),
        "'"
            + key
            + "' is one of "
            + Stream.of(all).map(written).collect(Collectors.joining(", "))
            + ", not '"
            + text
            + "'");
    return null;
  }

  /** {@code HALF_YEAR} as {@code half-year}. */
  static String written(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One of some words; told, and null, where it is another; the other where it is missing. */
  static String oneOf(YamlMap yaml, String key, List<String> words, String otherwise) {
    String text = yaml.text(key);
    if (text == null) {
      return otherwise;
    }
    if (!words.contains(text)) {
      yaml.problem(
          yaml.line(key),
          "'" + key + "' is one of " + String.join(", ", words) + ", not '" + text + "'");
      return null;
    }
    return text;
  }

  /** Makes a record; what it refuses is told with the line, and null. */
  static <T> T make(YamlMap at, Supplier<T> record) {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      at.problem(at.line(), e.getMessage());
      return null;
    }
  }

  /** Tells keys that are known and have no meaning beside another. */
  static void only(YamlMap yaml, String beside, Set<String> known, Set<String> wanted) {
    for (String key : known) {
      if (yaml.has(key) && !wanted.contains(key)) {
        yaml.problem(
            yaml.line(key),
            "'"
                + key
                + "' has no meaning beside '"
                + beside
                + "'"
                + (wanted.isEmpty()
                    ? ""
                    : "; known beside it are "
                        + wanted.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }
}
