package org.bianmin.hub.alert;

import java.time.Clock;
import java.time.ZoneId;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the alerts together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertBeans {

  @Bean
  IncidentRows incidentRows(GroupCommit commits, AlertProperties properties) {
    return new IncidentRows(commits, !properties.open().isEmpty());
  }

  @Bean
  Incidents incidents(Commands commands, IncidentRows rows) {
    return new Incidents(commands, rows, Clock.systemUTC());
  }

  @Bean
  AlertWatch alertWatch(
      AlertRules rules,
      ObjectProvider<FigureSource> sources,
      ObjectProvider<WorkingDays> working,
      IncidentRows rows,
      Commands commands,
      AlertProperties properties,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new AlertWatch(
        rules,
        sources.orderedStream().toList(),
        new Evaluation(rows, days(working), zone),
        commands,
        properties,
        Clock.systemUTC());
  }

  /** Without a calendar of holidays, Monday to Friday. */
  static WorkingDays days(ObjectProvider<WorkingDays> working) {
    return working.getIfAvailable(() -> day -> day.getDayOfWeek().getValue() <= 5);
  }
}
