package org.bianmin.hub.normalize;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;

/** Reads messages as the normalizer's threads do, without a store, for the benchmark. */
public final class ReadingSpeed {

  /** The types of the main way; all others came later. */
  public static final Set<String> FIRST =
      Set.of(
          "visit.registered",
          "admission.registered",
          "transfer.made",
          "discharge.made",
          "settlement.outpatient",
          "settlement.inpatient",
          "result.issued");

  private static final String SOURCE = "bench";
  private static final String FACILITY = "H";
  private static final int BATCH = 64;

  private final MessageNormalizer normalizer;
  private final LongFunction<byte[]> messages;
  private long read;

  /**
   * Reads with the shipped mappings.
   *
   * @param all whether all event types are in force, or those of {@link #FIRST} only
   * @param messages by number
   */
  public ReadingSpeed(boolean all, LongFunction<byte[]> messages) {
    MappingSet shipped = MappingCheck.report(Path.of("mappings")).set();
    SourceProperties source =
        SourceProperties.reading(FACILITY, ZoneId.of("Asia/Shanghai"), "default", 10);
    this.normalizer =
        new MessageNormalizer(
            new Sources(FACILITY, Map.of(SOURCE, source)),
            new Hl7Charsets(Map.of()),
            all ? shipped : only(shipped));
    this.messages = messages;
  }

  private static MappingSet only(MappingSet shipped) {
    Map<String, EventDefinition> events = new LinkedHashMap<>(shipped.events());
    events.keySet().retainAll(FIRST);
    return new MappingSet(
        shipped.hash(),
        events,
        shipped.profiles(),
        shipped.tables(),
        shipped.editions(),
        shipped.valueSets(),
        shipped.links(),
        shipped.identities(),
        shipped.views(),
        shipped.recognition(),
        shipped.reconciliation());
  }

  /** How many events one message tells. */
  public int told() {
    return assertions(0);
  }

  /**
   * Reads for a time on this thread.
   *
   * @return messages per second
   */
  public double run(long nanos) {
    long start = System.nanoTime();
    long count = 0;
    long spent = 0;
    int first = told();
    while (spent < nanos) {
      for (int i = 0; i < BATCH; i++) {
        int told = assertions(read++);
        if (told != first) {
          throw new IllegalStateException("one message told " + told + " events, not " + first);
        }
      }
      count += BATCH;
      spent = System.nanoTime() - start;
    }
    return count * 1e9 / spent;
  }

  private int assertions(long number) {
    byte[] raw = messages.apply(number);
    JournalRow row =
        new JournalRow(
            number + 1,
            new NewMessage(
                SOURCE, FACILITY, MessageFormat.HL7V2, "", "", "UTF-8", 0, raw, null, null),
            0);
    if (normalizer.normalize(row) instanceof Outcome.Normalized normalized) {
      return normalized.assertions().size();
    }
    throw new IllegalStateException("a message of the benchmark tells nothing");
  }
}
