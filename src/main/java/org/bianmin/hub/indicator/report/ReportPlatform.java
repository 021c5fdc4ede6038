package org.bianmin.hub.indicator.report;

import java.util.List;

/** Where reports are handed in: a provincial platform, behind its contract. */
public interface ReportPlatform {

  /** What came of a call. */
  sealed interface Answer {}

  /**
   * The platform has it.
   *
   * @param number the platform's
   * @param state {@code received}, {@code validating}, {@code accepted}, {@code returned} or {@code
   *     restated}; a word that is not known is taken for under way
   * @param reasons of a returned one
   * @param key of the report that the answer is about
   * @param revision that the answer is about
   */
  record Taken(String number, String state, List<Reason> reasons, String key, int revision)
      implements Answer {}

  /**
   * Why a report was returned.
   *
   * @param indicator null: not because of one value
   * @param member {@code value}, {@code numerator} …, or of the report
   */
  record Reason(String indicator, String member, String code, String message) {}

  /**
   * No answer, and a later try may help.
   *
   * @param at when the platform wants to be asked again, epoch milliseconds, or 0
   */
  record Away(String reason, long at) implements Answer {}

  /** Nothing gets through until a person has mended the cause. */
  record Closed(String reason) implements Answer {}

  /** Sending the same again does not help. */
  record Refused(String code, String reason) implements Answer {}

  /**
   * Hands a report in; harmless when repeated.
   *
   * @param destination id of the destination
   * @param document {@code indicator-report.json} of the contract
   */
  Answer submit(String destination, byte[] document);

  /** What became of a report. */
  Answer ask(String destination, String number);
}
