package org.bianmin.hub.receive;

import java.nio.file.Path;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.FilledMarks;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.normalize.MappingCheck;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.telemetry.MessageTraces;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The room with its real routes and Camel, and a journal that tests command. */
@ImportAutoConfiguration(CamelAutoConfiguration.class)
@EnableConfigurationProperties({Sources.class, InboundProperties.class})
@Import({
  Hl7Charsets.class,
  Hl7Intake.class,
  MllpReceiver.class,
  FileReceiver.class,
  DropFolders.class,
  DocumentIntake.class,
  RecordMessages.class,
  BatchIntake.class,
  KafkaReceiver.class,
  MllpEventLoops.class,
  InboundClients.class,
  InboundTopic.class,
  InboundWatch.class,
  InboundFill.class,
  InboundRoute.class,
  SourceRoutes.class
})
class ReceiveContext {

  private static final MappingSet SET = MappingCheck.report(Path.of("mappings")).set();

  @Bean
  DocumentForm form(Sources sources) {
    return new DocumentForm(sources, () -> SET);
  }

  @Bean
  MessageTraces traces() {
    return MessageTraces.off();
  }

  @Bean
  Nodes nodes() {
    return Nodes.alone();
  }

  @Bean("inboundMessages")
  FakeIntake intake() {
    return new FakeIntake();
  }

  @Bean
  FilledMarks marks() {
    return new FilledMarks(null) {
      @Override
      public long next(String topicId, int partition) {
        return FakeIntake.marks.getOrDefault(topicId + '/' + partition, 0L);
      }
    };
  }

  static int freePort() {
    return FreePorts.next();
  }
}
