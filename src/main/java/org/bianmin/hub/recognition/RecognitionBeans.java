package org.bianmin.hub.recognition;

import java.time.ZoneId;
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
}
