package org.bianmin.hub.settlement;

import java.time.ZoneId;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
        new Judge(reading, properties.lateAfter()),
        () -> mappings.inForce().reconciliation());
  }

  @Bean
  EarlierFacts earlierFacts(Commands commands, EntryReading reading) {
    return new EarlierFacts(commands, reading);
  }

  /** While nothing is noted, that is kept in mind. */
  @Bean
  @ConditionalOnProperty(name = "hub.settlement.enabled", havingValue = "false")
  ApplicationListener<ApplicationReadyEvent> nothingIsNoted(EarlierFacts earlier) {
    return ready -> earlier.forget();
  }
}
