package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose matter a failure of Kafka is. */
class TopicFaultTest {

  static Stream<Exception> ofTheRecord() {
    return Stream.of(
        new RecordTooLargeException("x"),
        new InvalidRecordException("x"),
        new InvalidTimestampException("x"));
  }

  static Stream<Exception> ofThePerson() {
    return Stream.of(
        new TopicAuthorizationException("x"),
        new ClusterAuthorizationException("x"),
        new SaslAuthenticationException("x"),
        new SslAuthenticationException("x"),
        new InvalidTopicException("x"));
  }

  static Stream<Exception> thatPass() {
    return Stream.of(
        new TimeoutException("x"),
        new NetworkException("x"),
        new NotEnoughReplicasException("x"),
        new UnknownTopicOrPartitionException("x"),
        new OutOfOrderSequenceException("x"),
        // what a neighbour in the same request is told of one invalid record
        new KafkaException("Failed to append record"));
  }

  @ParameterizedTest
  @MethodSource("ofTheRecord")
  void refusesTheRecordAlone(Exception failure) {
    TopicFault fault = TopicFault.of(failure, "said", true);
    assertThat(fault.kind()).isEqualTo(TopicFault.Kind.REJECTED);
    assertThat(fault.code()).matches("(RECORD|INVALID)_[A-Z_]+");
    assertThat(fault.reason()).contains("said");
  }

  @ParameterizedTest
  @MethodSource("ofThePerson")
  void asksForAPerson(Exception failure) {
    TopicFault fault = TopicFault.of(failure, "said", true);
    assertThat(fault.kind()).isEqualTo(TopicFault.Kind.CLOSED);
    assertThat(fault.reason()).contains("said", "resume");
  }

  @ParameterizedTest
  @MethodSource("thatPass")
  void triesAgainAndKnowsThatItMayHaveArrived(Exception failure) {
    assertThat(TopicFault.of(failure, "said", true))
        .isEqualTo(new TopicFault(TopicFault.Kind.AWAY, null, "not acknowledged: said", true));
    assertThat(TopicFault.of(failure, "said", false).ambiguous()).isFalse();
  }
}
