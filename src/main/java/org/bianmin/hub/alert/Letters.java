package org.bianmin.hub.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Writes what channels are given. Nothing of a patient can come in: values are figures, ids of
 * sources and destinations, names of rules and addresses of the console.
 */
final class Letters {

  /** An incident at a moment. */
  record Told(Incident incident, Moment moment) {}

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  private static final int LINES = 12;
  private static final String ELLIPSIS = "…";

  private final AlertMessages messages;
  private final AlertRules rules;
  private final String console;
  private final ZoneId zone;

  /**
   * Writes with links to the console.
   *
   * @param console address without the last slash; empty leaves links out
   */
  Letters(AlertMessages messages, AlertRules rules, String console, ZoneId zone) {
    this.messages = messages;
    this.rules = rules;
    this.console = console.replaceAll("/+$", "");
    this.zone = zone;
  }

  /** What is said of one incident. */
  Letter of(ChannelProperties channel, Told told, long now) {
    return letter(
        channel,
        format -> format.moments().get(told.moment()),
        (language, format) -> values(told, language, now),
        codes(told));
  }

  /** What is said of many at once. */
  Letter digest(ChannelProperties channel, List<Told> many, long now) {
    Map<String, String> codes = new HashMap<>();
    codes.put("moment.code", "digest");
    codes.put("count", Integer.toString(many.size()));
    return letter(
        channel,
        MessageFormat::digest,
        (language, format) -> {
          StringBuilder lines = new StringBuilder();
          many.stream()
              .limit(LINES)
              .forEach(
                  told ->
                      lines
                          .append(format.line().fill(values(told, language, now), v -> v))
                          .append('\n'));
          return Map.of(
              "count", Integer.toString(many.size()),
              "lines", lines.toString().stripTrailing(),
              "more", many.size() > LINES ? Integer.toString(many.size() - LINES) : "",
              "link", link("/alerts"));
        },
        codes);
  }

  /** What is said when somebody tries a channel. */
  Letter test(String id, ChannelProperties channel, long now) {
    return letter(
        channel,
        MessageFormat::test,
        (language, format) ->
            Map.of("channel", id, "time", time(now), "link", link("/alerts/channels")),
        Map.of("moment.code", "test"));
  }

  private Letter letter(
      ChannelProperties channel,
      Function<MessageFormat, MessageFormat.Said> part,
      BiFunction<String, MessageFormat, Map<String, String>> values,
      Map<String, String> codes) {
    MessageFormats inForce = messages.inForce();
    String title = "";
    StringBuilder text = new StringBuilder();
    Map<String, String> all = new HashMap<>(codes);
    Template body = null;
    for (String language : channel.languages()) {
      MessageFormat format = inForce.of(channel.kind(), language);
      Map<String, String> filled = values.apply(language, format);
      MessageFormat.Said said = part.apply(format);
      if (title.isEmpty()) {
        title = said.title().fill(filled, value -> value).strip();
        body = format.body();
        filled.forEach(all::putIfAbsent);
      } else {
        text.append("\n\n");
      }
      text.append(said.text().fillLines(filled));
    }
    String cut = cut(text.toString(), channel.kind().mostBytes());
    if (body == null) {
      return new Letter(title, cut);
    }
    all.put("title", title);
    all.put("text", cut);
    return new Letter(title, body.fill(all, JsonText::escaped));
  }

  private Map<String, String> codes(Told told) {
    return Map.of(
        "moment.code",
        told.moment().code(),
        "severity.code",
        told.incident().severity().code(),
        "count",
        "1");
  }

  private Map<String, String> values(Told told, String language, long now) {
    Map<String, String> words = messages.inForce().words().getOrDefault(language, Map.of());
    Incident of = told.incident();
    AlertRule rule = rules.inForce().find(of.rule()).orElse(null);
    boolean chinese = language.equals("zh");
    long end = of.resolvedAt() == null ? now : of.resolvedAt();
    Map<String, String> values = new HashMap<>();
    values.put("incident.id", Long.toString(of.id()));
    values.put("incident.rule", of.rule());
    values.put("incident.title", rule == null ? of.rule() : text(rule.name(), chinese));
    values.put("incident.runbook", rule == null ? "" : text(rule.runbook(), chinese));
    values.put("incident.subject", of.subject());
    values.put(
        "incident.severity",
        words.getOrDefault("severities." + of.severity().code(), of.severity().code()));
    values.put("incident.value", figure(rule, of.value(), words));
    values.put("incident.threshold", figure(rule, of.threshold(), words));
    values.put("incident.opened", time(of.openedAt()));
    values.put("incident.resolved", of.resolvedAt() == null ? "" : time(of.resolvedAt()));
    values.put("incident.lasted", Durations.of(end - of.since(), words));
    values.put("incident.times", Long.toString(of.times()));
    values.put(
        "moment", words.getOrDefault("moments." + told.moment().code(), told.moment().code()));
    values.put("link", link("/alerts/" + of.id()));
    return values;
  }

  private static String text(Text of, boolean chinese) {
    return chinese ? of.zh() : of.en();
  }

  private static String figure(AlertRule rule, double value, Map<String, String> words) {
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.1f", value);
    if (rule == null) {
      return number;
    }
    return new Template(words.getOrDefault("figures." + rule.kind().code(), "{n}"))
        .fill(Map.of("n", number), v -> v);
  }

  private String time(long at) {
    return TIME.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  private String link(String path) {
    return console.isEmpty() ? "" : console + path;
  }

  /** At most so many bytes of UTF-8, cut between characters. */
  static String cut(String text, int bytes) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
      return text;
    }
    int room = bytes - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8).length;
      if (used > room) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
