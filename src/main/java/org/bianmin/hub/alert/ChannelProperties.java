package org.bianmin.hub.alert;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One way to tell people, {@code hub.alerts.channels.<id>}.
 *
 * @param kind {@code email}, {@code webhook}, {@code wecom} (企业微信), {@code dingtalk} (钉钉) or {@code
 *     feishu} (飞书)
 * @param url address of a webhook or robot
 * @param urlFile file that holds the address, since that of a robot carries its key
 * @param host mail server
 * @param port of the mail server; 25, 587 with {@code starttls}, 465 with {@code tls} when left out
 * @param tls of the mail server: {@code none}, {@code starttls} or {@code tls}
 * @param user who logs in at the mail server; nobody does when left out
 * @param secretFile file that holds the password of the mail server, the key of a webhook's
 *     signature, or the secret of a robot (加签)
 * @param from sender of e-mail
 * @param to recipients of e-mail
 * @param minimumSeverity {@code critical}, {@code warning} or {@code info}: what is less is not
 *     told
 * @param languages {@code zh}, {@code en} or both, one after the other
 * @param rules ids of the rules it is told of; all when empty
 * @param subjects sources, destinations and other subjects it is told of; all when empty
 * @param perMinute most messages in a minute; what is above is gathered in one
 * @param repeatEvery how often it is told again of what nobody acknowledged; {@code 0s} never
 * @param repeatSeverity of which severity on it is told again
 * @param escalateAfter makes it a channel of escalation: it is told only of what nobody
 *     acknowledged for so long; a rule may say another time
 * @param timeout of one call
 * @param attempts how often a message is tried before it is given up
 * @param enabled false tells nobody over it
 */
public record ChannelProperties(
    ChannelKind kind,
    URI url,
    Path urlFile,
    String host,
    Integer port,
    @DefaultValue("starttls") String tls,
    String user,
    Path secretFile,
    String from,
    @DefaultValue List<String> to,
    @DefaultValue("warning") Severity minimumSeverity,
    @DefaultValue("zh") List<String> languages,
    @DefaultValue List<String> rules,
    @DefaultValue List<String> subjects,
    @DefaultValue("6") int perMinute,
    @DefaultValue("4h") Duration repeatEvery,
    @DefaultValue("critical") Severity repeatSeverity,
    Duration escalateAfter,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("12") int attempts,
    @DefaultValue("true") boolean enabled) {

  private static final Set<String> TLS = Set.of("none", "starttls", "tls");
  private static final Set<String> LANGUAGES = Set.of("zh", "en");
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  /**
   * Checks what is configured.
   *
   * @throws IllegalArgumentException names the setting and what to write
   */
  void check(String id) {
    String name = "hub.alerts.channels." + id;
    if (!enabled) {
      return;
    }
    require(kind != null, name + ".kind is missing: email, webhook, wecom, dingtalk or feishu");
    if (kind == ChannelKind.EMAIL) {
      require(host != null, name + ".host is missing, for example smtp.hospital.example");
      require(from != null, name + ".from is missing, for example hub@hospital.example");
      require(!to.isEmpty(), name + ".to is missing: who gets the mail");
      require(TLS.contains(tls), name + ".tls is none, starttls or tls");
      require(
          user == null || secretFile != null,
          name + ".secret-file is missing: the file that holds the password of " + name + ".user");
    } else {
      require(
          (url == null) != (urlFile == null),
          name + ".url or " + name + ".url-file: write one of both");
      require(
          kind != ChannelKind.WEBHOOK || secretFile != null,
          name + ".secret-file is missing: the file that holds the key of the signature");
    }
    require(
        !languages.isEmpty() && LANGUAGES.containsAll(languages),
        name + ".languages is zh, en or both");
    require(perMinute > 0, name + ".per-minute is 1 at least");
    require(attempts > 0, name + ".attempts is 1 at least");
    require(
        !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST_CALL) <= 0,
        name + ".timeout is from 1ms to 60s");
    require(!repeatEvery.isNegative(), name + ".repeat-every is 0s (never) or a time, as 4h");
  }

  private static void require(boolean given, String otherwise) {
    if (!given) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether it is told of an incident at all. */
  boolean wants(Incident incident) {
    return incident.severity().compareTo(minimumSeverity) <= 0
        && (rules.isEmpty() || rules.contains(incident.rule()))
        && (subjects.isEmpty() || subjects.contains(incident.subject()));
  }
}
