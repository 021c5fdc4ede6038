package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.ChannelAnswer;
import org.bianmin.hub.alert.Channels;
import org.bianmin.hub.alert.Silence;
import org.bianmin.hub.alert.Silences;
import org.bianmin.hub.journal.Sources;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Silences and channels of the alerts for people. */
@ConsolePage
@RequestMapping("/alerts")
final class SilencePages {

  /** A silence and where it stands. */
  record Row(Silence silence, Silence.Standing standing) {}

  private final Silences silences;
  private final Channels channels;
  private final AlertRules rules;
  private final Sources sources;
  private final ConfiguredDestinations destinations;
  private final ZoneId zone;

  SilencePages(
      Silences silences,
      Channels channels,
      AlertRules rules,
      Sources sources,
      ConfiguredDestinations destinations,
      HubZone zone) {
    this.silences = silences;
    this.channels = channels;
    this.rules = rules;
    this.sources = sources;
    this.destinations = destinations;
    this.zone = zone.zone();
  }

  @GetMapping("/silences")
  String silences(
      @RequestParam(required = false) String after,
      @RequestParam(required = false) String rule,
      @RequestParam(required = false) String subject,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("tab", "silences");
    model.addAttribute("first", MessageFilter.given(after) == null);
    model.addAttribute(
        "list",
        Listing.read(after, null, Silence::id, silences::page)
            .map(one -> new Row(one, silences.standing(one))));
    model.addAttribute("rules", rules.inForce().rules());
    model.addAttribute("calendars", new TreeSet<>(rules.inForce().calendars().keySet()));
    model.addAttribute("subjects", subjects());
    model.addAttribute("days", SilenceForm.days());
    model.addAttribute("rule", rule);
    model.addAttribute("subject", subject);
    model.addAttribute("who", WhoCookie.read(request));
    return "console/alerts-silences";
  }

  private SortedSet<String> subjects() {
    SortedSet<String> subjects = new TreeSet<>(sources.sources().keySet());
    subjects.addAll(destinations.ids());
    return subjects;
  }

  @PostMapping("/silences")
  String add(SilenceForm form, HttpServletResponse response) {
    String who = WhoCookie.required(form.who(), response);
    long unused = form.make(silences, who, zone);
    return "redirect:/alerts/silences";
  }

  @PostMapping("/silences/{id:\\d+}/end")
  String end(
      @PathVariable long id,
      @RequestParam(required = false) String who,
      HttpServletResponse response) {
    if (!silences.end(id, WhoCookie.required(who, response))) {
      throw new Refused("Silence " + id + " is over");
    }
    return "redirect:/alerts/silences";
  }

  @GetMapping("/channels")
  String channels(Model model) {
    model.addAttribute("tab", "channels");
    model.addAttribute("channels", channels.all());
    model.addAttribute("now", System.currentTimeMillis());
    return "console/alerts-channels";
  }

  /** Sends a test message and shows the answer. */
  @PostMapping("/channels/{channel}/test")
  String test(@PathVariable String channel, Model model) {
    ChannelAnswer answer =
        channels
            .test(channel)
            .orElseThrow(() -> new NotFound("There is no channel " + channel + " that is on"));
    model.addAttribute("tested", channel);
    model.addAttribute("answer", answer);
    return "console/alerts-channels :: answer";
  }
}
