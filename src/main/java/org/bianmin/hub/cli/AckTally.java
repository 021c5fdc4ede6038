package org.bianmin.hub.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.trial.Answer;

/** Counts answers by their code, and keeps the first that are not positive. */
final class AckTally {

  static final String NO_ANSWER = "no answer";

  private static final List<String> CODES = List.of("AA", "AE", "AR", "CA", "CE", "CR", NO_ANSWER);
  private static final int SHOWN = 10;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> first = new ArrayList<>();

  AckTally() {
    CODES.forEach(code -> counts.put(code, 0L));
  }

  synchronized void answered(Outgoing message, Answer answer) {
    counts.merge(answer.code().isEmpty() ? "(empty)" : answer.code(), 1L, Long::sum);
    if (!answer.positive()) {
      keep(message, answer.code(), answer.text());
    }
  }

  synchronized void unanswered(Outgoing message, String why) {
    counts.merge(NO_ANSWER, 1L, Long::sum);
    keep(message, NO_ANSWER, why);
  }

  synchronized long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized boolean allPositive() {
    return total() == counts.get("AA") + counts.get("CA");
  }

  /** Writes the table, every known code in it, and the first answers that were not positive. */
  synchronized void print(PrintWriter out) {
    out.printf("%-10s %10s%n", "answer", "messages");
    counts.forEach((code, count) -> out.printf("%-10s %10d%n", code, count));
    out.printf("%-10s %10d%n", "total", total());
    if (!first.isEmpty()) {
      out.println();
      out.println("First answers that were not positive:");
      first.forEach(out::println);
    }
  }

  private void keep(Outgoing message, String code, String text) {
    if (first.size() < SHOWN) {
      first.add(
          "  %s  %s#%d%s"
              .formatted(code, message.file(), message.index(), text.isEmpty() ? "" : ": " + text));
    }
  }
}
