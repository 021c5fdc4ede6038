package org.bianmin.hub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** Takes a batch of measure events: the envelope as a whole, then every item on its own. */
final class Batches {

  /** Where items go that meet the contract's schemas. */
  interface Books {
    Verdict apply(String key, JsonNode item, Fact fact, Capabilities can);
  }

  private final Contract contract;
  private final Books books;
  private final ContentChecks checks;
  private final Violations violations;
  private final Faults faults;
  private final Tally tally;
  private final AtomicLong receiptNo;

  /**
   * Takes batches of one call.
   *
   * @param checks null where the call has no later content check
   * @param receiptNo number of the last receipt, of all calls
   */
  Batches(
      Contract contract,
      Books books,
      ContentChecks checks,
      Violations violations,
      Faults faults,
      Tally tally,
      AtomicLong receiptNo) {
    this.contract = contract;
    this.books = books;
    this.checks = checks;
    this.violations = violations;
    this.faults = faults;
    this.tally = tally;
    this.receiptNo = receiptNo;
  }

  /**
   * Processes a batch.
   *
   * @return the receipts ({@code receipts.json})
   * @throws Refusal 400, 403 or 413; then nothing was processed
   */
  ObjectNode take(App app, byte[] body, Capabilities can) throws Refusal {
    BatchDocument document = parse(body);
    JsonNode batch = document.tree();
    JsonNode items = batch.path("items");
    if (items.isArray() && items.size() > can.maxBatch()) {
      throw new Refusal(
          413, "TOO_MANY_ITEMS", "A batch has at most " + can.maxBatch() + " items here.");
    }
    Optional<String> breach = contract.breachOfEnvelope(batch);
    if (breach.isPresent()) {
      throw new Refusal(400, "BATCH_SCHEMA", "The batch's " + breach.get());
    }
    if (!app.maySendFor(batch.get("facility").textValue())) {
      throw new Refusal(403, "FACILITY", "The app id may not send for the batch's facility.");
    }
    String batchNo = batch.get("batchNo").textValue();
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("batchNo", batchNo)
            .put("receiptNo", "R-%011d".formatted(receiptNo.incrementAndGet()));
    ArrayNode receipts = answer.putArray("receipts");
    ContentChecks.Batch check = checks == null || !can.asyncCheck() ? null : checks.begin();
    Set<String> keys = new HashSet<>(items.size() * 2);
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      Verdict verdict = judge(app, item, document, i, keys, can);
      tally.receipt(verdict);
      if (verdict.breach()) {
        violations.add(
            verdict.code(), "batch " + batchNo + ", item " + i + ": " + verdict.message());
      }
      if (check != null && verdict.held()) {
        check.add(item);
      }
      write(receipts.addObject(), item, verdict);
    }
    if (check != null) {
      checks.keep(batchNo, check);
    }
    return answer;
  }

  private static BatchDocument parse(byte[] body) throws Refusal {
    try {
      return BatchDocument.read(body);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          400,
          "MALFORMED",
          "The body is not JSON from line %d, column %d on."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new Refusal(400, "MALFORMED", "The body is not UTF-8 JSON.");
    }
  }

  private Verdict judge(
      App app, JsonNode item, BatchDocument document, int i, Set<String> keys, Capabilities can) {
    Optional<String> breach = contract.breachOfItem(item);
    if (breach.isPresent()) {
      return Verdict.rejected("SCHEMA", breach.get());
    }
    String key = item.get("key").textValue();
    String facility = item.get("facility").textValue();
    if (!KeyPrefix.fits(key, item.get("type").textValue(), facility)) {
      return Verdict.rejected(
          "KEY_MISMATCH", "The key does not start with the item's type and facility.");
    }
    if (!app.maySendFor(facility)) {
      return Verdict.rejected("FACILITY", "The app id may not send for the item's facility.");
    }
    if (!keys.add(key)) {
      return Verdict.rejected("KEY_REPEATED", "The key stands in this batch already.");
    }
    Optional<String> told = faults.rejectsItem();
    if (told.isPresent()) {
      return Verdict.told(told.get());
    }
    boolean active = "active".equals(item.get("status").textValue());
    int version = item.get("version").intValue();
    return books.apply(key, item, new Fact(version, active, document.item(i)), can);
  }

  private static void write(ObjectNode receipt, JsonNode item, Verdict verdict) {
    receipt.put("key", item.path("key").textValue());
    JsonNode version = item.path("version");
    receipt.set("version", version.isIntegralNumber() ? version : null);
    receipt.put("result", verdict.result());
    if (verdict.rejected()) {
      receipt.put("code", verdict.code()).put("message", verdict.message());
    }
  }
}
