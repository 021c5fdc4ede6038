package org.bianmin.hub.platform;

import java.util.Locale;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What a record's failure means.
 *
 * @param kind whose matter it is
 * @param code of a record that is refused for itself
 * @param reason for a person
 * @param ambiguous the record may be in the topic all the same
 */
record TopicFault(Kind kind, String code, String reason, boolean ambiguous) {

  /** Whether another try helps, and who has to do something before. */
  enum Kind {
    /** The record is refused for itself, however often it is sent. */
    REJECTED,
    /** Brokers do not answer, or say to come again. */
    AWAY,
    /** A person has to mend something. */
    CLOSED
  }

  /**
   * Sorts a failure.
   *
   * @param said what it says, without a password
   * @param sent whether the record may have left
   */
  static TopicFault of(Throwable failure, String said, boolean sent) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return new TopicFault(
          Kind.REJECTED,
          "RECORD_TOO_LARGE",
          said + "; the topic's max.message.bytes has to be larger",
          false);
    }
    if (failure instanceof InvalidRecordException || failure instanceof InvalidTimestampException) {
      return new TopicFault(Kind.REJECTED, code(failure), said, false);
    }
    if (failure instanceof AuthenticationException
        || failure instanceof AuthorizationException
        || failure instanceof InvalidTopicException
        || failure instanceof PolicyViolationException
        || failure instanceof UnsupportedVersionException
        || failure instanceof UnsupportedForMessageFormatException) {
      return new TopicFault(
          Kind.CLOSED,
          null,
          said + "; check kafka.properties-file and the rights, then resume the destination",
          false);
    }
    if (failure instanceof InterruptException) {
      return new TopicFault(Kind.AWAY, null, "the hub is stopping", sent);
    }
    return new TopicFault(Kind.AWAY, null, "not acknowledged: " + said, sent);
  }

  /** {@code InvalidTimestampException} is {@code INVALID_TIMESTAMP}. */
  private static String code(Throwable failure) {
    return failure
        .getClass()
        .getSimpleName()
        .replace("Exception", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(Locale.ROOT);
  }
}
