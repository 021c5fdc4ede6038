package org.bianmin.hub.indicator.quality;

import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the counting of completeness together. */
@Configuration(proxyBeanMethods = false)
class QualityBeans {

  @Bean
  Quality quality(DayBlocks blocks, Mappings mappings, Programmes programmes) {
    return new Quality(blocks, () -> mappings.inForce().events(), programmes::inForce);
  }
}
