package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** The platform's part in mutual recognition: what it takes, keeps and answers. */
final class Recognition {

  private final Contract contract;
  private final Violations violations;
  private final Faults faults;
  private final AtomicLong receiptNo;
  private final RecognitionBooks books;
  private final Catalogue catalogue;
  private final Search search;
  private final Neighbours neighbours;
  private final Tally tally = new Tally();
  private final Batches decisions;

  Recognition(
      SimulatorSettings settings,
      Clock clock,
      Contract contract,
      Violations violations,
      Faults faults,
      AtomicLong receiptNo) {
    this.contract = contract;
    this.violations = violations;
    this.faults = faults;
    this.receiptNo = receiptNo;
    books = new RecognitionBooks(clock);
    catalogue = new Catalogue(contract);
    search = new Search(books.reports(), clock);
    neighbours = new Neighbours(settings.neighbours(), settings.seed(), clock, catalogue, books);
    decisions = new Batches(contract, books::record, null, violations, faults, tally, receiptNo);
  }

  RecognitionBooks books() {
    return books;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Neighbours neighbours() {
    return neighbours;
  }

  /** Takes batches of prompts, views and decisions. */
  Batches decisions() {
    return decisions;
  }

  /**
   * Takes a report.
   *
   * @return the receipt ({@code receipt.json})
   * @throws Refusal 400 when the body is no JSON object
   */
  ObjectNode publish(App app, byte[] body, Capabilities can) throws Refusal {
    ObjectNode bundle = RecognitionCalls.object(body);
    Verdict verdict = judge(app, body, bundle, can);
    tally.receipt(verdict);
    if (verdict.breach()) {
      violations.add(verdict.code(), "published report: " + verdict.message());
    }
    ObjectNode receipt =
        Json.MAPPER
            .createObjectNode()
            .put("receiptNo", "R-%011d".formatted(receiptNo.incrementAndGet()))
            .put("key", ReportReader.key(bundle))
            .put("version", ReportReader.version(bundle))
            .put("result", verdict.result());
    if (verdict.rejected()) {
      receipt.put("code", verdict.code()).put("message", verdict.message());
    }
    return receipt;
  }

  private Verdict judge(App app, byte[] body, JsonNode bundle, Capabilities can) {
    PublishedReport report;
    try {
      report = ReportReader.read(bundle);
    } catch (ReportBreach breach) {
      return Verdict.rejected(breach.code(), breach.getMessage());
    }
    if (!app.maySendFor(report.facility())) {
      return Verdict.rejected("FACILITY", "The app id may not send for the key's facility.");
    }
    Optional<String> told = faults.rejectsItem();
    if (told.isPresent()) {
      return Verdict.told(told.get());
    }
    Verdict verdict = books.publish(report, body, bundle, can);
    if (verdict.held()) {
      report.persons().forEach(neighbours::meet);
    }
    return verdict;
  }

  /**
   * Answers which recognisable results other facilities have.
   *
   * @throws Refusal 400 or 403
   */
  ObjectNode search(App app, byte[] body) throws Refusal {
    JsonNode question = RecognitionCalls.question(body, contract);
    if (!app.maySendFor(question.get("facility").textValue())) {
      throw new Refusal(403, "FACILITY", "The app id may not ask for this facility.");
    }
    for (JsonNode person : question.get("persons")) {
      neighbours.meet(
          PublishedReport.person(person.get("idType").textValue(), person.get("id").textValue()));
    }
    synchronized (books) {
      return search.answer(question);
    }
  }

  /** Adds {@code recognition}. */
  void count(ObjectNode into) {
    ObjectNode counts = into.putObject("recognition");
    books.count(counts);
    tally.countReceipts(counts);
    counts.set("edition", catalogue.current().get("edition"));
  }
}
