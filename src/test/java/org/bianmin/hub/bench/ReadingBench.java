package org.bianmin.hub.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.bianmin.hub.normalize.ReadingSpeed;
import org.bianmin.hub.trial.TrialMessages;

/**
 * What more event types cost: one thread reads the same messages with the seven types of the main
 * way and with all of them, in turns.
 */
final class ReadingBench {

  /** Tells one settlement, whatever types there are; the others only look at it. */
  private static final byte[] SETTLEMENT =
      String.join(
              "\r",
              "MSH|^~\\&|HIS|H|HUB|H|20261103093010||DFT^P03^DFT_P03|S1|T|2.5.1|||||CHN|UNICODE"
                  + " UTF-8",
              "EVN|P03|20261103093010",
              "PID|1||P0001^^^HIS^MR||试验甲",
              "PV1|1|O|D01||||||||D01|||||||||V0001",
              "FT1|1|S0001||20261103093000||CG|FINAL||||128.50|||||WINDOW",
              "")
          .getBytes(StandardCharsets.UTF_8);

  private final PrintStream out;
  private final int rounds;
  private final long nanos;
  private final long firstNanos;

  ReadingBench(PrintStream out, int rounds, long nanos, long firstNanos) {
    this.out = out;
    this.rounds = rounds;
    this.nanos = nanos;
    this.firstNanos = firstNanos;
  }

  /** A table in Markdown. */
  String table() {
    var trial = new TrialMessages(HubSubject.FACILITY, "B", LocalDate.of(2026, 1, 5));
    StringBuilder text =
        new StringBuilder("\n## Reading on one thread, 7 and all event types\n\n")
            .append("| message | events told, 7 | events told, all | 7 types/s | all types/s |")
            .append(" all / 7 |\n")
            .append("| --- | --: | --: | --: | --: | --: |\n");
    line(text, "ADT^A04", trial::smallAdt);
    line(text, "DFT^P03", n -> SETTLEMENT);
    line(text, "ORU^R01, 24 OBX", trial::largeOru);
    return text.toString();
  }

  private void line(StringBuilder text, String name, LongFunction<byte[]> messages) {
    ReadingSpeed few = new ReadingSpeed(false, messages);
    ReadingSpeed all = new ReadingSpeed(true, messages);
    few.run(firstNanos / 2);
    all.run(firstNanos / 2);
    List<Double> fewRates = new ArrayList<>();
    List<Double> allRates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      fewRates.add(few.run(nanos));
      allRates.add(all.run(nanos));
    }
    double fewRate = median(fewRates);
    double allRate = median(allRates);
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.0f | %.0f | %.0f %% |%n",
            name,
            few.told(),
            all.told(),
            fewRate,
            allRate,
            100 * allRate / fewRate);
    out.print(line);
    text.append(line);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
