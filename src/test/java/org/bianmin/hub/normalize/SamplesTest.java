package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingExample;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;

/** Whatever an event file binds is shown by a sample message that tells it. */
class SamplesTest {

  private static final Path SAMPLES = Path.of("src", "test", "resources", "messages");
  private static final MappingCheck.Report MAPPINGS = MappingCheck.report(Path.of("mappings"));
  private static final MappingSet SET = MAPPINGS.set();

  private final Hl7Reader hl7 = new Hl7Reader(new Hl7Charsets(Map.of()));
  private final Set<String> told = new TreeSet<>();

  @Test
  void eachTriggerAndCorrectionOfHl7HasASample() throws IOException {
    readSamples();
    Set<String> bound = new TreeSet<>();
    for (EventDefinition event : SET.events().values()) {
      for (Binding binding : event.bindings()) {
        if (binding.format().equals("hl7v2")) {
          String action = binding.action().name().toLowerCase(Locale.ROOT);
          binding.on().forEach(on -> bound.add(event.type() + ' ' + on + ' ' + action));
        }
      }
    }

    assertThat(bound).hasSizeGreaterThan(80);
    bound.removeAll(told);
    assertThat(bound)
        .as("bindings that no folder of %s tells; add a message and approve its facts", SAMPLES)
        .isEmpty();
  }

  @Test
  void eachEventHasASampleInFhirJsonOrARow() throws IOException {
    readSamples();
    for (MappingExample example : MAPPINGS.examples()) {
      if (!example.format().equals("hl7v2")) {
        example.events().forEach(e -> told.add(e.type() + ' ' + example.format()));
      }
    }
    Set<String> without = new TreeSet<>(SET.events().keySet());
    without.removeIf(
        type -> Stream.of("fhir", "json", "row").anyMatch(f -> told.contains(type + ' ' + f)));

    assertThat(SET.events()).hasSize(45);
    assertThat(without).isEmpty();
  }

  private void readSamples() throws IOException {
    SourceProperties source =
        SourceProperties.reading("H", ZoneId.of("Asia/Shanghai"), "default", 10);
    Sources sources = new Sources("H", Map.of("his", source));
    MessageNormalizer normalizer = new MessageNormalizer(sources, new Hl7Charsets(Map.of()), SET);
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("0_")).toList()) {
        boolean fhir = file.toString().endsWith(".json");
        String text = Files.readString(file);
        byte[] raw = (fhir ? text : text.replace('\n', '\r')).getBytes(StandardCharsets.UTF_8);
        MessageFormat format = fhir ? MessageFormat.FHIR : MessageFormat.HL7V2;
        NewMessage message = new NewMessage("his", "H", format, "", "", null, 0, raw, null, null);
        JournalRow row = new JournalRow(1, message, 0);
        if (normalizer.normalize(row) instanceof Outcome.Normalized normalized) {
          String trigger = fhir ? "" : hl7.units(row, source).get(0).trigger();
          normalized.assertions().forEach(assertion -> add(assertion, fhir, trigger));
        }
      }
    }
  }

  private void add(Assertion assertion, boolean fhir, String trigger) {
    String type = assertion.key().type();
    String action = assertion.action().name().toLowerCase(Locale.ROOT);
    told.add(fhir ? type + " fhir" : type + ' ' + trigger + ' ' + action);
  }
}
