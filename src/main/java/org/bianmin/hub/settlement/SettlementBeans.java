package org.bianmin.hub.settlement;

import java.time.Clock;
import java.time.ZoneId;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.AtStart;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementProperties.class)
class SettlementBeans {

  @Bean
  EntryReading entryReading(@Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new EntryReading(zone);
  }

  @Bean
  Reconciler reconciler(
      GroupCommit commits,
      EntryReading reading,
      SettlementProperties properties,
      Mappings mappings) {
    return new Reconciler(
        commits,
        reading,
        new Judge(reading, properties.lateAfter()),
        () -> mappings.inForce().reconciliation());
  }

  @Bean
  EarlierFacts earlierFacts(
      Commands commands,
      EntryReading reading,
      SettlementProperties properties,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new EarlierFacts(commands, reading, properties.since(), zone, Clock.systemUTC());
  }

  @Bean
  Bills bills(JdbcClient queries, Commands commands, Reconciler reconciler) {
    return new Bills(queries, commands, reconciler, Clock.systemUTC());
  }

  /** While nothing is noted, that is kept in mind. */
  @Bean
  @ConditionalOnProperty(name = "hub.settlement.enabled", havingValue = "false")
  AtStart nothingNoted(EarlierFacts earlier) {
    return new AtStart(earlier::forget, Reconciling.PHASE);
  }
}
