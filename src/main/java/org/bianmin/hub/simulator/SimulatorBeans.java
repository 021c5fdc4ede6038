package org.bianmin.hub.simulator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Starts the simulated platform; no other profile ever does. */
@Configuration(proxyBeanMethods = false)
@Profile({"trial", "simulator"})
class SimulatorBeans {

  @Bean(initMethod = "start", destroyMethod = "close")
  Simulator simulator(SimulatorSettings settings) {
    return new Simulator(settings);
  }
}
