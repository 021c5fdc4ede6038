package org.bianmin.hub.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.recognition.RecognitionProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The platform that {@code hub.recognition.platform} names, as one that is asked. */
@Component
@ConditionalOnProperty("hub.recognition.platform")
final class AskedPlatform {

  private final String id;
  private final DestinationProperties destination;
  private final SignedCalls calls;

  AskedPlatform(RecognitionProperties properties, Destinations destinations, SignedCalls calls) {
    this.id = properties.platform();
    this.destination = destinations.destinations().get(id);
    this.calls = calls;
    if (destination == null) {
      throw new IllegalArgumentException(
          "hub.recognition.platform names '"
              + id
              + "', which is not in hub.destinations; name one of "
              + destinations.destinations().keySet());
    }
  }

  String id() {
    return id;
  }

  /**
   * Asks without a body.
   *
   * @param etag for {@code If-None-Match}, or null
   */
  SignedCalls.Answer get(String target, String etag) throws IOException, InterruptedException {
    return send(
        new SignedCalls.Call("GET", target, null, null, etag, false, destination.timeout()));
  }

  /** Asks with JSON, sealed where a seal is agreed. */
  SignedCalls.Answer post(String target, byte[] json, Duration timeout)
      throws IOException, InterruptedException {
    return send(
        new SignedCalls.Call("POST", target, "application/json", json, null, true, timeout));
  }

  private SignedCalls.Answer send(SignedCalls.Call call) throws IOException, InterruptedException {
    try {
      return calls.send(destination, call);
    } catch (UncheckedIOException e) {
      throw new IOException(
          "a key file cannot be read; put it where hub.destinations."
              + id
              + ".key-file and seal-key-file say",
          e);
    }
  }

  /** What a refusal says, for a person. */
  static String problem(SignedCalls.Answer answer) {
    return "HTTP " + answer.status() + ": " + PlatformAnswers.problem(answer.body());
  }

  /** Why there is no answer, for a person; clients' own texts may quote what was asked. */
  static String noAnswer(IOException e) {
    return e.getCause() instanceof UncheckedIOException || e.getCause() instanceof IOException
        ? e.getMessage()
        : "no answer: " + e.getClass().getSimpleName();
  }
}
