package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.facts.Pseudonyms;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Replays;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.TrialMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same messages in any order, sent twice, and replayed, leave the same facts and the same state
 * on the platform (architecture.md §2.3). Every run is a facility of its own in one hub.
 */
class StreamPropertyIT {

  private static final LocalDate DATE = LocalDate.of(2026, 11, 3);
  private static final int PATIENTS = 60;
  private static final int CONNECTIONS = 6;
  private static final Pattern PATIENT =
      Pattern.compile(
          "\r(?:PID\\|1\\||MRG)\\|([A-Z0-9]+)\\^|\"value\":\"(\\w+)\"|\"id\":\"(\\w+)\"");

  private static final Set<String> TYPES =
      MappingLoader.load(Path.of("mappings")).set().events().keySet();

  @TempDir static Path data;
  private static WholeHub hub;

  @BeforeAll
  static void start() {
    hub =
        WholeHub.start(
            data,
            "--hub.sources.lis.transport=mllp",
            "--hub.sources.lis.host=127.0.0.1",
            "--hub.sources.lis.port=" + WholeHub.freePort(),
            "--hub.sources.lis.charset=GB18030",
            "--hub.sources.lis.rank=5",
            "--hub.sources.systems.transport=json",
            "--hub.console.open-loopback=true",
            "--hub.normalize.threads=2");
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static LongStream seeds() {
    return LongForm.seeds(4, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsTheSameWhateverTheOrderAndHoweverOften(long seed) throws Exception {
    EndState inOrder = inOrder("IN" + seed, seed);

    String facility = "SH" + seed;
    Random random = new Random(seed);
    List<StreamMessage> stream = stream(seed, facility);
    stream.addAll(some(stream, random));
    Collections.shuffle(stream, random);
    Replays replays = hub.bean(Replays.class);
    List<Long> ids = new ArrayList<>();
    for (List<StreamMessage> chunk : chunks(stream, random)) {
      ids.addAll(receive(chunk, facility, null));
      // an operator replays what is there, in the middle of the traffic
      replays.replay(ids.get(random.nextInt(ids.size())));
    }
    receive(some(stream, random), facility, ids.get(0));
    hub.awaitQuiet();
    for (long id : ids) {
      if (random.nextInt(4) == 0) {
        replays.replay(id);
      }
    }
    hub.awaitQuiet();

    same(state(facility, stream), inOrder);
  }

  @Test
  void endsTheSameOverManyConnections() throws Exception {
    EndState inOrder = inOrder("INSOCKET", 77);

    // the source decides the facility; MSH-4 only makes the bytes other ones
    List<StreamMessage> stream = stream(77, WholeHub.FACILITY);
    List<StreamMessage> others =
        stream.stream().filter(message -> message.format() != MessageFormat.HL7V2).toList();
    stream.removeAll(others);
    stream.replaceAll(m -> StreamMessage.hl7("his", m.controlId(), m.trigger(), m.bytes()));
    Collections.shuffle(stream, new Random(77));
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int c = 0; c < CONNECTIONS; c++) {
      int first = c;
      senders.add(CompletableFuture.runAsync(() -> send(stream, first)));
    }
    for (CompletableFuture<Void> sender : senders) {
      sender.get();
    }
    // a declaration is a person's: the door of the systems refuses it
    List<StreamMessage> declared =
        others.stream().filter(other -> other.trigger().equals("declaration.made")).toList();
    assertThat(declared).hasSizeGreaterThan(1);
    receive(declared, WholeHub.FACILITY, null);
    for (StreamMessage other : others.stream().filter(o -> !declared.contains(o)).toList()) {
      assertThat(post(other)).as("%s", other.controlId()).isEqualTo(202);
    }
    hub.awaitQuiet();

    same(state(WholeHub.FACILITY, stream(77, WholeHub.FACILITY)), inOrder);
  }

  private static int post(StreamMessage message) throws Exception {
    return message.format() == MessageFormat.FHIR
        ? hub.postFhir(message.bytes(), "application/fhir+json").statusCode()
        : hub.post("/api/v1/events", new String(message.bytes(), StandardCharsets.UTF_8))
            .statusCode();
  }

  private static void send(List<StreamMessage> stream, int first) {
    try (MllpConnection connection = hub.mllp()) {
      for (int i = first; i < stream.size(); i += CONNECTIONS) {
        connection.send(stream.get(i).bytes());
        assertThat(new String(connection.answer(), StandardCharsets.ISO_8859_1))
            .containsPattern("\rMSA\\|[AC]A\\|" + stream.get(i).controlId() + "\r");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EndState inOrder(String facility, long seed) throws Exception {
    List<StreamMessage> stream = stream(seed, facility);
    receive(stream, facility, null);
    hub.awaitQuiet();
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

  private static void same(EndState state, EndState inOrder) throws Exception {
    assertThat(state.facts()).containsExactlyEntriesOf(inOrder.facts());
    assertThat(state.held()).containsExactlyEntriesOf(inOrder.held());
    assertThat(hub.violations().get("count").asInt()).isZero();
    assertThat(hub.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
  }

  /**
   * A hospital day, many corrections and FHIR resources, and what the samples tell, each in its
   * source's order.
   */
  private static List<StreamMessage> stream(long seed, String facility) {
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

  private static List<StreamMessage> some(List<StreamMessage> stream, Random random) {
    return stream.stream().filter(message -> random.nextInt(5) == 0).toList();
  }

  private static List<List<StreamMessage>> chunks(List<StreamMessage> stream, Random random) {
    List<List<StreamMessage>> chunks = new ArrayList<>();
    for (int from = 0; from < stream.size(); ) {
      int to = Math.min(stream.size(), from + 1 + random.nextInt(120));
      chunks.add(stream.subList(from, to));
      from = to;
    }
    return chunks;
  }

  private static List<Long> receive(List<StreamMessage> messages, String facility, Long replayOf) {
    Intake intake = hub.bean(Intake.class);
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (StreamMessage message : messages) {
      receipts.add(intake.receive(message.received(facility, replayOf)));
    }
    return receipts.stream().map(receipt -> receipt.join().messageId()).toList();
  }

  private static EndState state(String facility, List<StreamMessage> stream) throws Exception {
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
