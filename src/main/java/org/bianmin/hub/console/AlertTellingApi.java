package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.alert.ChannelAnswer;
import org.bianmin.hub.alert.ChannelProperties;
import org.bianmin.hub.alert.Channels;
import org.bianmin.hub.alert.Silence;
import org.bianmin.hub.alert.Silences;
import org.bianmin.hub.alert.ToldQueries.LastAnswer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Silences and channels of the alerts. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "alerts")
final class AlertTellingApi {

  /** Who ends a silence. */
  record Ending(String who) {}

  /**
   * A silence.
   *
   * @param rule id; empty for every rule
   * @param subject source, destination …; empty for each
   * @param weekdays {@code mon} … {@code sun}; all when empty
   * @param standing {@code silent}, {@code between}, {@code to-come}, {@code over} or {@code ended}
   */
  record SilenceJson(
      long id,
      String rule,
      String subject,
      String from,
      String until,
      String calendar,
      List<String> weekdays,
      String reason,
      String who,
      String standing,
      String endedAt,
      String endedBy) {}

  /** The last answer of a channel, and what to do about it. */
  record AnswerJson(String at, boolean ok, String remedy, String text) {}

  /**
   * A channel; addresses and secrets are not told.
   *
   * @param waiting messages that are to be told
   * @param givenUp within the last week
   * @param told within the last week
   * @param last null when it was never told anything
   */
  record ChannelJson(
      String id,
      String kind,
      boolean enabled,
      String minimumSeverity,
      List<String> languages,
      String escalateAfter,
      long waiting,
      String oldestAt,
      long givenUp,
      long told,
      AnswerJson last) {}

  private final Silences silences;
  private final Channels channels;
  private final Times times;
  private final ZoneId zone;

  AlertTellingApi(Silences silences, Channels channels, Times times, HubZone zone) {
    this.silences = silences;
    this.channels = channels;
    this.times = times;
    this.zone = zone.zone();
  }

  @GetMapping("/silences")
  @Operation(summary = "Silences, newest first, with those that are over")
  Listing<SilenceJson> silences(
      @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
    return Listing.read(after, limit, Silence::id, silences::page).map(this::json);
  }

  @PostMapping("/silences")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Tells nobody of incidents for a while",
      description =
          "rule or subject or both; until or hours; calendar and weekdays make a window that comes"
              + " again each week. Incidents are kept; those that last when it ends are told then.")
  SilenceJson add(@RequestBody SilenceForm form) {
    String who = WhoCookie.required(form.who());
    return find(form.make(silences, who, zone));
  }

  @PostMapping("/silences/{id:\\d+}/end")
  @Operation(summary = "Ends a silence before its time")
  SilenceJson end(@PathVariable long id, @RequestBody Ending ending) {
    boolean ended = silences.end(id, WhoCookie.required(ending.who()));
    SilenceJson silence = find(id);
    if (!ended) {
      throw new Refused("Silence " + id + " is over");
    }
    return silence;
  }

  private SilenceJson find(long id) {
    return json(silences.find(id).orElseThrow(() -> new NotFound("There is no silence " + id)));
  }

  @GetMapping("/channels")
  @Operation(summary = "Channels with queue and last answer")
  Listing<ChannelJson> channels() {
    return new Listing<>(channels.all().stream().map(this::json).toList(), null);
  }

  @PostMapping("/channels/{channel}/test")
  @Operation(summary = "Sends a test message and tells the answer")
  AnswerJson test(@PathVariable String channel) {
    ChannelAnswer answer =
        channels
            .test(channel)
            .orElseThrow(() -> new NotFound("There is no channel " + channel + " that is on"));
    return new AnswerJson(
        times.text(System.currentTimeMillis()), answer.ok(), answer.remedy().code(), answer.text());
  }

  private SilenceJson json(Silence of) {
    return new SilenceJson(
        of.id(),
        of.rule(),
        of.subject(),
        times.text(of.from()),
        times.text(of.until()),
        of.calendar(),
        of.weekdays().stream().sorted().map(d -> SilenceForm.days().get(d.getValue())).toList(),
        of.reason(),
        of.who(),
        silences.standing(of).name().toLowerCase(Locale.ROOT).replace('_', '-'),
        times.text(of.endedAt()),
        of.endedBy());
  }

  private ChannelJson json(Channels.Channel of) {
    ChannelProperties how = of.properties();
    LastAnswer last = of.last();
    return new ChannelJson(
        of.id(),
        how.kind() == null ? null : how.kind().code(),
        of.open(),
        how.minimumSeverity().code(),
        how.languages(),
        how.escalateAfter() == null ? null : how.escalateAfter().toString(),
        of.queue().waiting(),
        times.text(of.queue().oldestAt()),
        of.queue().givenUp(),
        of.queue().told(),
        last == null
            ? null
            : new AnswerJson(times.text(last.at()), last.ok(), last.remedy().code(), last.text()));
  }
}
