package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;

/** Documents of public projects, many of them wrong: each gets a 2xx or an OperationOutcome. */
class FhirCorporaTest extends FhirHub {

  private static final Logger log = LoggerFactory.getLogger(FhirCorporaTest.class);

  @Test
  void answersEveryFhirDocument() throws Exception {
    assertThat(tally(corpus("fhir-r4")).get(202)).isPositive();
  }

  @Test
  void answersEveryMalformedDocumentAndNeverAcceptsBrokenJson() throws Exception {
    tally(corpus("malformed"));
  }

  private Map<Integer, Integer> tally(Path folder) throws Exception {
    Map<Integer, Integer> byStatus = new TreeMap<>();
    for (Path file : files(folder)) {
      byte[] raw = Files.readAllBytes(file);
      int before = intake.messages.size();
      MockHttpServletResponse answer = perform(fhir(HttpMethod.POST, "/fhir", raw));
      int status = answer.getStatus();
      byStatus.merge(status, 1, Integer::sum);
      assertThat(status).as("%s", file).isBetween(200, 499);
      if (status >= 300) {
        OperationOutcome outcome = parse(OperationOutcome.class, answer);
        String diagnostics = outcome.getIssueFirstRep().getDiagnostics();
        assertThat(diagnostics).as("%s", file).isNotBlank();
        log.debug("{}: {} {}", file.getFileName(), status, diagnostics);
      }
      if (file.getFileName().toString().startsWith("n_")) {
        assertThat(status).as("%s", file).isGreaterThanOrEqualTo(400);
      }
      if (raw.length > 0 && status != 413) {
        assertThat(intake.messages).as("%s", file).hasSize(before + 1);
        assertThat(intake.last().parked() != null).as("%s", file).isEqualTo(status >= 300);
      }
    }
    log.info("{}: answers by status {}", folder.getFileName(), byStatus);
    return byStatus;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path corpus(String name) {
    Path folder = Path.of(System.getProperty("corpora", "../shared/corpora")).resolve(name);
    assumeThat(folder)
        .as("the corpora are missing: put them at ../shared/corpora or give -Dcorpora=DIR")
        .isDirectory();
    return folder;
  }
}
