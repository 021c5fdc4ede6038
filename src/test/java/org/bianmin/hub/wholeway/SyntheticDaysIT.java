package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.trial.year.BookedAnswer;
import org.bianmin.hub.trial.year.BookedIndicators;
import org.bianmin.hub.trial.year.Span;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.bianmin.hub.trial.year.YearDocument;
import org.bianmin.hub.trial.year.YearEvent;
import org.bianmin.hub.trial.year.YearRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some days of the synthetic year from the senders to the answers of the API. */
class SyntheticDaysIT {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 23);
  private static final int SIZE = 35_000;
  private static final int DAYS = 7;
  private static final int AT_ONCE = 100;

  @TempDir Path data;

  @Test
  void toldByDocumentsTheHubAnswersWhatTheBooksSay() throws Exception {
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.recognition.enabled=true",
            "--hub.sources.his.facility=" + SyntheticYear.HOSPITAL,
            "--hub.sources.systems.transport=json")) {
      SyntheticYear days = new SyntheticYear(11, SIZE, FIRST, FIRST.plusDays(DAYS - 1L));
      int told = tell(hub, days);
      assertThat(told).isBetween(300, 2_000);
      hub.awaitQuiet();
      assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();

      List<String> wrong = new ArrayList<>();
      int compared = 0;
      for (String facility : List.of(SyntheticYear.HOSPITAL, SyntheticYear.CENTRE)) {
        for (String name : BookedIndicators.of(facility)) {
          // what depends on whether a window has passed depends on the day of the test
          if (!name.contains("/") && !name.equals("HAI-23")) {
            BookedAnswer booked =
                BookedIndicators.answer(days.books(), facility, name, Span.month(3));
            compared += compare(hub, facility, name, booked, wrong) ? 1 : 0;
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(compared).as("answers that are more than no data").isGreaterThan(60);
    }
  }

  private static int tell(WholeHub hub, SyntheticYear days) throws Exception {
    List<String> documents = new ArrayList<>();
    int told = 0;
    try (MllpConnection his = hub.mllp()) {
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
  private static boolean compare(
      WholeHub hub, String facility, String name, BookedAnswer booked, List<String> wrong)
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
