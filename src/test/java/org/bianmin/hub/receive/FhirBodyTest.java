package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirBodyTest {

  @ParameterizedTest
  @CsvSource({
    "<?xml encoding=, UTF-8",
    "<?xml encoding=', UTF-8",
    "<?xml encoding=\"GB, UTF-8",
    "<?xml encoding=\"\"?>, UTF-8",
    "<?xml version=\"1.0\"?>, UTF-8",
    "<Patient encoding=\"GBK\"/>, UTF-8",
    "<?xml encoding=\"GBK\"?>, GBK"
  })
  void takesTheCharsetOfAWholeDeclarationOnly(String head, String charset) {
    assertThat(FhirBody.declared(head.getBytes(UTF_8)).name()).isEqualTo(charset);
  }
}
