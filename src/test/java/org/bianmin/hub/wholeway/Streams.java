package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.facts.Pseudonyms;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.TrialMessage;

/**
 * Streams of messages of all formats and event types, and what a hub and its platform hold after
 * them.
 */
final class Streams {

  private static final LocalDate DATE = LocalDate.of(2026, 11, 3);
  private static final int PATIENTS = 60;
  private static final Pattern PATIENT =
      Pattern.compile(
          "\r(?:PID\\|1\\||MRG)\\|([A-Z0-9]+)\\^|\"value\":\"(\\w+)\"|\"id\":\"(\\w+)\"");

  private static final Set<String> TYPES =
      MappingLoader.load(Path.of("mappings")).set().events().keySet();

  private final WholeHub hub;
  private final Runnable awaitDone;

  /**
   * Streams into one hub.
   *
   * @param awaitDone returns when the hub has done all it took
   */
  Streams(WholeHub hub, Runnable awaitDone) {
    this.hub = hub;
    this.awaitDone = awaitDone;
  }

  /** What is left when all came in the order of its sources. */
  EndState inOrder(String facility, long seed) throws Exception {
    List<StreamMessage> stream = stream(seed, facility);
    receive(stream, facility, null);
    awaitDone.run();
    EndState state = state(facility, stream);
    assertThat(state.facts()).hasSizeGreaterThan(100);
    assertThat(state.facts().keySet())
        .extracting(fact -> fact.substring(0, fact.indexOf(' ')))
        .containsAll(TYPES);
    assertThat(state.facts().values()).anyMatch(fact -> fact.startsWith("VOID"));
    assertThat(state.held())
        .hasSameSizeAs(
            state.facts().values().stream().filter(fact -> !fact.startsWith("PENDING")).toList());
    return state;
  }

  void same(EndState state, EndState inOrder) throws Exception {
    assertThat(state.facts()).containsExactlyEntriesOf(inOrder.facts());
    assertThat(state.held()).containsExactlyEntriesOf(inOrder.held());
    assertThat(hub.violations().get("count").asInt()).isZero();
    assertThat(hub.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
  }

  /**
   * A hospital day, many corrections and FHIR resources, and what the samples tell, each in its
   * source's order.
   */
  static List<StreamMessage> stream(long seed, String facility) {
    List<StreamMessage> stream = new ArrayList<>();
    for (TrialMessage message : new HospitalDay(seed, DATE, facility, PATIENTS)) {
      String header = new String(message.bytes(), StandardCharsets.ISO_8859_1).split("\r", 2)[0];
      String[] fields = header.split("\\|", -1);
      stream.add(StreamMessage.hl7(message.source(), fields[9], fields[8], message.bytes()));
    }
    stream.addAll(Corrections.of(seed, facility));
    stream.addAll(FhirCorrections.of(seed, facility));
    stream.addAll(SampleStream.of(seed, facility));
    return stream;
  }

  List<Long> receive(List<StreamMessage> messages, String facility, Long replayOf) {
    Intake intake = hub.bean(Intake.class);
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (StreamMessage message : messages) {
      receipts.add(intake.receive(message.received(facility, replayOf)));
    }
    return receipts.stream().map(receipt -> receipt.join().messageId()).toList();
  }

  EndState state(String facility, List<StreamMessage> stream) throws Exception {
    Pseudonyms pseudonyms = hub.bean(Pseudonyms.class);
    Map<String, String> patients = new HashMap<>();
    for (StreamMessage message : stream) {
      Matcher id = PATIENT.matcher(new String(message.bytes(), StandardCharsets.ISO_8859_1));
      while (id.find()) {
        String number =
            Stream.of(1, 2, 3).map(id::group).filter(Objects::nonNull).findFirst().get();
        patients.put(pseudonyms.of(new PatientId(facility, number)), number);
        patients.put(pseudonyms.of(new PatientId(facility, "01:" + number)), "01:" + number);
      }
    }
    return EndState.of(hub, facility, patients);
  }
}
