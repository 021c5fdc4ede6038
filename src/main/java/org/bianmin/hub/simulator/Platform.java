package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** The simulated platform behind its calls: what it holds, what it saw, how it behaves. */
final class Platform {

  private final Violations violations;
  private final Credentials credentials;
  private final HeldFacts facts = new HeldFacts();
  private final ContentChecks checks;
  private final ResendTasks resendTasks;
  private final Tally tally = new Tally();
  private final Faults faults;
  private final Batches batches;
  private final Recognition recognition;
  private final RecognitionCalls recognitionCalls;
  private final IndicatorReports indicatorReports;
  private volatile Capabilities capabilities;

  Platform(SimulatorSettings settings, Clock clock) {
    Contract contract = new Contract();
    violations = new Violations(clock);
    credentials = new Credentials(settings.apps(), clock);
    checks = new ContentChecks(clock, settings.checkDelay());
    resendTasks = new ResendTasks(clock, contract);
    faults = new Faults(settings.seed());
    AtomicLong receiptNo = new AtomicLong();
    batches =
        new Batches(
            contract,
            (key, item, fact, can) -> facts.apply(key, fact, can),
            checks,
            violations,
            faults,
            tally,
            receiptNo);
    recognition = new Recognition(settings, clock, contract, violations, faults, receiptNo);
    recognitionCalls = new RecognitionCalls(recognition, new Seals(settings.apps(), contract));
    indicatorReports = new IndicatorReports(contract, faults, clock, settings.checkDelay());
    capabilities = settings.capabilities();
  }

  Violations violations() {
    return violations;
  }

  Credentials credentials() {
    return credentials;
  }

  HeldFacts facts() {
    return facts;
  }

  ContentChecks checks() {
    return checks;
  }

  ResendTasks resendTasks() {
    return resendTasks;
  }

  Tally tally() {
    return tally;
  }

  Faults faults() {
    return faults;
  }

  Batches batches() {
    return batches;
  }

  Recognition recognition() {
    return recognition;
  }

  RecognitionCalls recognitionCalls() {
    return recognitionCalls;
  }

  IndicatorReports indicatorReports() {
    return indicatorReports;
  }

  Capabilities capabilities() {
    return capabilities;
  }

  void capabilities(Capabilities next) {
    capabilities = next;
  }

  /** The document of {@code /simulator/counts}. */
  ObjectNode counts() {
    ObjectNode counts = Json.MAPPER.createObjectNode();
    facts.count(counts);
    tally.countCalls(counts);
    tally.countReceipts(counts);
    recognition.count(counts);
    indicatorReports.count(counts);
    return counts.put("violations", violations.total());
  }
}
