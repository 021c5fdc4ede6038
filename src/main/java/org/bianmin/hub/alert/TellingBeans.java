package org.bianmin.hub.alert;

import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what tells people. */
@Configuration(proxyBeanMethods = false)
class TellingBeans {

  @Bean
  TellingRows tellingRows(GroupCommit commits) {
    return new TellingRows(commits);
  }

  @Bean
  Silences silences(
      Commands commands,
      JdbcClient queries,
      GroupCommit commits,
      AlertRules rules,
      ObjectProvider<WorkingDays> working,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new Silences(
        commands, queries, commits, rules, AlertBeans.days(working), zone, Clock.systemUTC());
  }

  @Bean
  ChannelRuns channelRuns(
      ToldQueries messages,
      IncidentQueries incidents,
      TellingRows rows,
      Commands commands,
      AlertMessages formats,
      AlertRules rules,
      @Value("${hub.console.url:}") String console,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new ChannelRuns(
        messages,
        incidents,
        rows,
        commands,
        new Letters(formats, rules, console, zone),
        clients(Clock.systemUTC()),
        RandomGenerator.getDefault(),
        Clock.systemUTC());
  }

  static Map<ChannelKind, ChannelClient> clients(Clock clock) {
    ChannelClient http = new HttpChannels(clock);
    Map<ChannelKind, ChannelClient> clients = new EnumMap<>(ChannelKind.class);
    for (ChannelKind kind : ChannelKind.values()) {
      clients.put(kind, kind == ChannelKind.EMAIL ? new MailChannel() : http);
    }
    return clients;
  }

  @Bean
  Channels channels(AlertProperties properties, ToldQueries messages, ChannelRuns runs) {
    return new Channels(properties, messages, runs, Clock.systemUTC());
  }

  @Bean
  Teller teller(
      TellingRows rows,
      IncidentRows incidents,
      Silences silences,
      AlertRules rules,
      ChannelRuns runs,
      Commands commands,
      AlertProperties properties) {
    return new Teller(
        new Spreading(rows, incidents, silences, rules, properties.open()),
        runs,
        commands,
        properties.open(),
        Clock.systemUTC());
  }
}
