package org.bianmin.hub.recognition;

import java.time.ZoneId;
import org.bianmin.hub.delivery.Destinations;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecognitionProperties.class)
class RecognitionBeans {

  @Bean
  Judge judge(RecognitionProperties properties, @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    return new Judge(zone, properties.auditRequired());
  }

  /** Looks at start whether what the settings name is there. */
  @Bean
  InitializingBean recognitionSettings(
      RecognitionProperties properties, ObjectProvider<Destinations> destinations) {
    return () -> destinations.ifAvailable(all -> properties.check(all.enabled().keySet()));
  }
}
