package org.bianmin.hub.indicator;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.DeclarationQueries;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.indicator.compute.AnswersFromBlocks;
import org.bianmin.hub.indicator.compute.Known;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the indicators together. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
class IndicatorBeans {

  @Bean
  Indicators indicators(
      Supplier<ProgrammeSet> programmes,
      DayBlocks blocks,
      Mappings mappings,
      EventQueries events,
      DeclarationQueries declarations,
      IndicatorProperties properties,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    Duration limit = properties.refreshWithin();
    Known known =
        new Known(
            blocks,
            (facilities, spans) -> blocks.refresh(facilities, spans, limit),
            () -> mappings.inForce().events(),
            facts(events, declarations),
            zone,
            Clock.systemUTC());
    return new Indicators(programmes, new AnswersFromBlocks(known));
  }

  private static Known.Facts facts(EventQueries events, DeclarationQueries declarations) {
    return new Known.Facts() {
      @Override
      public List<EventRow> declarations(long at) {
        return declarations.inForce(null, at);
      }

      @Override
      public Map<Long, EventKey> keys(Collection<Long> ids) {
        return events.keys(ids);
      }

      @Override
      public EventRow find(EventKey key) {
        return events.find(key).orElse(null);
      }
    };
  }
}
