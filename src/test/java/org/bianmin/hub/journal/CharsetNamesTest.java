package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class CharsetNamesTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner()
          .withUserConfiguration(Context.class)
          .withPropertyValues(
              "hub.facility=H1", "hub.sources.his.transport=mllp", "hub.sources.his.port=2575");

  @Test
  void takesTheNamesOfTheHospital() {
    hub.withPropertyValues("hub.charsets.[HANZI 1]=GBK", "hub.sources.his.charset=hanzi 1")
        .run(
            context ->
                assertThat(context.getBean(Hl7Charsets.class).named("Hanzi 1"))
                    .isEqualTo(CharsetTable.GB18030));
  }

  @Test
  void namesThePropertyOfASourceWhoseCharsetIsUnknown() {
    hub.withPropertyValues("hub.sources.his.charset=KLINGON")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("hub.sources.his.charset is 'KLINGON'"));
  }

  @Test
  void namesThePropertyOfANameThatStandsForNothing() {
    hub.withPropertyValues("hub.charsets.HANZI=KLINGON")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("hub.charsets: 'HANZI' stands for 'KLINGON'"));
  }

  @Configuration
  @EnableConfigurationProperties(Sources.class)
  @Import(Hl7Charsets.class)
  static class Context {}
}
