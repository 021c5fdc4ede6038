package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.Version;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bianmin.hub.journal.Hl7Charsets;
import org.junit.jupiter.api.Test;

/** Real messages of many vendors: each gets one answer that an independent parser can read. */
class CorpusAcknowledgementTest {

  private static final Path CORPUS = Path.of("../shared/corpora/hl7v2");

  /** MSH-15 and MSH-16 of senders that want to hear of errors only, or of nothing. */
  private static final Set<String> NOT_ON_SUCCESS = Set.of("NE", "ER");

  private static final int LIMIT = 16 * 1024 * 1024;

  private final Hl7HeaderReader reader = new Hl7HeaderReader(new Hl7Charsets(Map.of()));
  private final PipeParser parser = new PipeParser(new GenericModelClassFactory());
  private int answered;

  @Test
  void answersEveryMessageWithItsControlId() throws IOException, HL7Exception {
    assumeTrue(Files.isDirectory(CORPUS), "no corpus at " + CORPUS + ", see shared/corpora");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(CORPUS)) {
      files = walk.filter(file -> file.toString().endsWith(".hl7")).sorted().toList();
    }
    for (Path file : files) {
      answerAll(file);
    }
    assertThat(answered).isGreaterThanOrEqualTo(files.size() / 2);
  }

  private void answerAll(Path file) throws IOException, HL7Exception {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      var splitter = new Hl7FileSplitter(in, LIMIT);
      for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
        Hl7Header header = reader.read(piece.bytes(), null);
        assertThat(header.isHl7()).as("header in %s", file).isEqualTo(piece.hl7());
        if (header.isHl7()) {
          check(file, header);
        }
      }
    }
  }

  private void check(Path file, Hl7Header header) throws HL7Exception {
    byte[] answer = Acknowledgement.of(header, AckOutcome.STORED, "20260101080000", "A1");
    if (NOT_ON_SUCCESS.contains(header.acceptAcknowledgement())
        && (NOT_ON_SUCCESS.contains(header.applicationAcknowledgement())
            || header.applicationAcknowledgement().isEmpty())) {
      assertThat(answer).isEmpty();
      return;
    }
    String text = new String(answer, header.charset());
    char separator = header.fieldSeparator();
    assertThat(text).as("answer to %s", file).startsWith("MSH" + separator).endsWith("\r");
    assertThat(text)
        .containsPattern("\rMSA\\Q" + separator + "\\E[AC]A\\Q" + separator + "\\E")
        .contains(separator + header.controlId() + "\r");
    // the parser knows neither 2.9 nor a short MSH-2
    if (Version.supportsVersion(header.version()) && header.encodingCharacters().length() > 3) {
      var terser = new Terser(parser.parse(text));
      assertThat(terser.get("/MSA-1")).as("answer to %s", file).isIn("AA", "CA");
    }
    answered++;
  }
}
