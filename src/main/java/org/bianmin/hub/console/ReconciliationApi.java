package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.settlement.AlertLine;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Settlements against payments: business days, their spreadsheet, alerts. */
@RestController
@RequestMapping("/api/v1/reconciliation")
@Tag(name = "reconciliation")
final class ReconciliationApi {

  private static final MediaType XLSX =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  /**
   * A day with its history.
   *
   * @param closedAt RFC 3339
   * @param history when it was closed and reopened, oldest first
   */
  record Day(DaySummary figures, String closedAt, List<CaseJson.Turn> history) {}

  /**
   * That a person closes or reopens a day.
   *
   * @param facility whose day it is
   * @param who name or staff number of the person
   * @param despite close it though differences are open
   */
  record Turning(String facility, String who, String comment, boolean despite) {}

  private final BusinessDays days;
  private final ReconciliationXlsx xlsx;
  private final ReconciliationRooms rooms;
  private final Times times;

  ReconciliationApi(
      BusinessDays days, ReconciliationXlsx xlsx, ReconciliationRooms rooms, Times times) {
    this.days = days;
    this.xlsx = xlsx;
    this.rooms = rooms;
    this.times = times;
  }

  @GetMapping
  @Operation(
      summary = "The figures of a business day, of one facility or of each that has any",
      description =
          "Amounts in fen. The outcomes count cases, the findings what was seen beside them; the"
              + " methods say what the provider's bill has of the payments.")
  Listing<Day> day(@RequestParam String day, @RequestParam(required = false) String facility) {
    LocalDate of = days.day(day);
    return new Listing<>(days.figures(of, MessageFilter.given(facility)), null)
        .map(
            figures ->
                new Day(
                    figures,
                    times.text(figures.closedAt()),
                    days.known().history(figures.facility(), of).stream()
                        .map(event -> CaseJson.Turn.of(event, times))
                        .toList()));
  }

  @GetMapping("/{day}.xlsx")
  @Operation(
      summary = "A business day, or a month, as a spreadsheet: summary, differences, all cases",
      description =
          "A month is written 2026-11; its summary has a line per day and the sums of the month."
              + " Amounts in yuan with two decimals, numbers of orders and settlements as text; in"
              + " the language of the console.")
  ResponseEntity<Resource> xlsx(
      @PathVariable String day, @RequestParam(required = false) String facility)
      throws IOException {
    BusinessDays.Span of = days.span(day);
    Path file = xlsx.write(of, MessageFilter.given(facility), LocaleContextHolder.getLocale());
    long size = Files.size(file);
    InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    return ResponseEntity.ok()
        .contentType(XLSX)
        .contentLength(size)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("reconciliation-" + of.text() + ".xlsx")
                .build()
                .toString())
        .body(new InputStreamResource(in));
  }

  @PostMapping("/{day}/close")
  @Operation(
      summary = "A person closes a business day; a fact that changes it later reopens it",
      description =
          "A day that is over is closed. With despite it may be closed though differences are open:"
              + " they stay on the worklist.")
  Listing<Day> close(@PathVariable String day, @RequestBody Turning turning) {
    String facility = facility(turning);
    days.close(
        facility,
        days.day(day),
        WhoCookie.required(turning.who()),
        turning.comment(),
        turning.despite());
    return day(day, facility);
  }

  @PostMapping("/{day}/reopen")
  @Operation(summary = "A person reopens a closed business day")
  Listing<Day> reopen(@PathVariable String day, @RequestBody Turning turning) {
    String facility = facility(turning);
    days.reopen(facility, days.day(day), WhoCookie.required(turning.who()), turning.comment());
    return day(day, facility);
  }

  private static String facility(Turning turning) {
    String given = MessageFilter.given(turning.facility());
    if (given == null) {
      throw new BadRequest("facility is missing: whose day it is", null);
    }
    return given;
  }

  @GetMapping("/alerts")
  @Operation(summary = "Differences above the limit and payments that wait too long, newest first")
  Listing<CaseJson.Alert> alerts(
      @RequestParam(defaultValue = "false") boolean lasting,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return Listing.read(
            after,
            limit,
            AlertLine::id,
            (from, size) -> rooms.reconciliation().alerts(lasting, from, size))
        .map(line -> CaseJson.Alert.of(line, times));
  }
}
