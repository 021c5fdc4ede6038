package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.trial.year.BookedAnswer;
import org.bianmin.hub.trial.year.BookedIndicators;
import org.bianmin.hub.trial.year.Span;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.bianmin.hub.trial.year.YearDocument;
import org.bianmin.hub.trial.year.YearEvent;
import org.bianmin.hub.trial.year.YearRoom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main way from the doors of the senders to the platform and to the answers of the API. The
 * modes of the hub differ in their settings only (architecture.md §9): each runs these tests as
 * they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MainWay {

  private static final int CONNECTIONS = 6;
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 23);
  private static final int SIZE = 35_000;
  private static final int DAYS = 7;
  private static final int AT_ONCE = 100;

  private WholeHub hub;
  private Streams streams;
  private int yearPort;

  /** Starts what the mode needs beside the hub, and answers its settings. */
  abstract List<String> mode(Path folder) throws Exception;

  /** Returns when all that was acknowledged is in the journal. */
  abstract void awaitJournaled();

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path beside) throws Exception {
    yearPort = WholeHub.freePort();
    List<String> settings = new ArrayList<>(mode(beside));
    settings.addAll(
        List.of(
            "--hub.sources.lis.transport=mllp",
            "--hub.sources.lis.host=127.0.0.1",
            "--hub.sources.lis.port=" + WholeHub.freePort(),
            "--hub.sources.lis.charset=GB18030",
            "--hub.sources.lis.rank=5",
            "--hub.sources.year.transport=mllp",
            "--hub.sources.year.host=127.0.0.1",
            "--hub.sources.year.port=" + yearPort,
            "--hub.sources.year.facility=" + SyntheticYear.HOSPITAL,
            "--hub.sources.systems.transport=json",
            "--hub.recognition.enabled=true",
            "--hub.console.open-loopback=true",
            "--hub.normalize.threads=2"));
    hub = WholeHub.start(data, settings.toArray(String[]::new));
    streams = new Streams(hub, this::awaitDone);
  }

  @AfterAll
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  private void awaitDone() {
    awaitJournaled();
    hub.awaitQuiet();
  }

  @Test
  void anyOrderOverManyConnectionsEndsTheSame() throws Exception {
    EndState inOrder = streams.inOrder("INSOCKET", 77);

    // the source decides the facility; MSH-4 only makes the bytes other ones
    List<StreamMessage> stream = Streams.stream(77, WholeHub.FACILITY);
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
    streams.receive(declared, WholeHub.FACILITY, null);
    for (StreamMessage other : others.stream().filter(o -> !declared.contains(o)).toList()) {
      assertThat(post(other)).as("%s", other.controlId()).isEqualTo(202);
    }
    awaitDone();

    streams.same(streams.state(WholeHub.FACILITY, Streams.stream(77, WholeHub.FACILITY)), inOrder);
  }

  @Test
  void ofAWeekToldByDocumentsTheHubAnswersWhatTheBooksSay() throws Exception {
    SyntheticYear days = new SyntheticYear(11, SIZE, FIRST, FIRST.plusDays(DAYS - 1L));
    int told = tell(days);
    assertThat(told).isBetween(300, 2_000);
    awaitDone();
    assertThat(hub.api("messages?state=PARKED&source=systems").get("items")).isEmpty();

    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (String facility : List.of(SyntheticYear.HOSPITAL, SyntheticYear.CENTRE)) {
      for (String name : BookedIndicators.of(facility)) {
        // what depends on whether a window has passed depends on the day of the test
        if (!name.contains("/") && !name.equals("HAI-23")) {
          BookedAnswer booked =
              BookedIndicators.answer(days.books(), facility, name, Span.month(3));
          compared += compare(facility, name, booked, wrong) ? 1 : 0;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).as("answers that are more than no data").isGreaterThan(60);
  }

  private int post(StreamMessage message) throws Exception {
    return message.format() == MessageFormat.FHIR
        ? hub.postFhir(message.bytes(), "application/fhir+json").statusCode()
        : hub.post("/api/v1/events", new String(message.bytes(), StandardCharsets.UTF_8))
            .statusCode();
  }

  private void send(List<StreamMessage> stream, int first) {
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

  private int tell(SyntheticYear days) throws Exception {
    List<String> documents = new ArrayList<>();
    int told = 0;
    try (MllpConnection his = new MllpConnection(yearPort)) {
      for (Iterator<YearEvent> events = days.events(); events.hasNext(); told++) {
        YearEvent event = events.next();
        if (event.what() == YearEvent.What.MERGE) {
          assertThat(event.facility()).isEqualTo(SyntheticYear.HOSPITAL);
          his.send(YearDocument.merge(event, told).getBytes(StandardCharsets.UTF_8));
          assertThat(new String(his.answer(), StandardCharsets.UTF_8)).contains("MSA|AA");
        } else {
          documents.add(YearDocument.of(event));
        }
        if (documents.size() == AT_ONCE || !events.hasNext()) {
          HttpResponse<String> answer =
              hub.postAs(
                  "systems",
                  "/api/v1/events",
                  "{\"items\": [" + String.join(",", documents) + "]}");
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
          documents.clear();
        }
      }
    }
    return told;
  }

  /** Whether there was something to compare. */
  private boolean compare(String facility, String name, BookedAnswer booked, List<String> wrong)
      throws Exception {
    Map<String, String> programmes = YearRoom.computed();
    JsonNode answer =
        hub.api(
            "programmes/"
                + programmes.get(name)
                + "/indicators/"
                + name
                + "?period=2026-03&facility="
                + facility);
    JsonNode value = answer.at("/items/0");
    if (value.path("numerator").isNull() && booked.nothing()) {
      return false;
    }
    boolean same =
        same(booked.numerator(), value.get("numerator"))
            && same(booked.denominator(), value.get("denominator"))
            && same(booked.value(decimals(value.get("value"))), value.get("value"));
    if (!same) {
      wrong.add(name + " of " + facility + ": the books say " + booked + ", the hub " + answer);
    }
    return true;
  }

  private static int decimals(JsonNode value) {
    return value == null || value.isNull() ? 0 : Math.max(0, value.decimalValue().scale());
  }

  private static boolean same(BigDecimal booked, JsonNode shown) {
    if (booked == null || shown == null || shown.isNull()) {
      return booked == null && (shown == null || shown.isNull());
    }
    // the API may leave zeros at the end away
    return booked.subtract(shown.decimalValue()).abs().compareTo(new BigDecimal("0.0000001")) < 0;
  }
}
