package org.bianmin.hub.platform;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.recognition.PushDocument;
import org.springframework.stereotype.Component;

/**
 * Tells a HIS by a signed POST per delivery (docs/recognition.md). Public because Camel calls beans
 * of public classes only.
 */
@Component("webhookPush")
public class WebhookPush {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int NONCE_BYTES = 16;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private final Destinations destinations;
  private final SecureRandom random = new SecureRandom();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  WebhookPush(Destinations destinations) {
    this.destinations = destinations;
  }

  /** Sends and waits for each answer; what goes wrong is an answer too. */
  public BatchAnswer send(Batch batch) {
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    List<DeliveryOutcome> outcomes = new ArrayList<>(batch.events().size());
    for (MeasureEvent event : batch.events()) {
      BatchAnswer stop = one(batch, destination, event, outcomes);
      if (stop instanceof BatchAnswer.Away away && !outcomes.isEmpty()) {
        while (outcomes.size() < batch.events().size()) {
          outcomes.add(new DeliveryOutcome.RetryLater(away.reason(), away.at()));
        }
      } else if (stop != null) {
        return stop;
      }
      if (outcomes.size() == batch.events().size()) {
        break;
      }
    }
    return new BatchAnswer.Received("-", outcomes);
  }

  /** Adds what came of it; answers why nothing more is sent, or null. */
  private BatchAnswer one(
      Batch batch,
      DestinationProperties destination,
      MeasureEvent event,
      List<DeliveryOutcome> outcomes) {
    try {
      HttpResponse<Void> response =
          http.send(
              request(destination, PushDocument.of(event)), HttpResponse.BodyHandlers.discarding());
      int status = response.statusCode();
      if (status / 100 == 2) {
        outcomes.add(new DeliveryOutcome.Accepted("accepted"));
        return null;
      }
      if (status == UNAUTHORIZED || status == FORBIDDEN) {
        return new BatchAnswer.Closed(
            "the webhook answers " + status + "; agree on the key, then resume the destination");
      }
      if (status == TIMEOUT || status == TOO_MANY || status / 100 == 5) {
        return new BatchAnswer.Away("the webhook answers " + status, retryAt(response), false);
      }
      outcomes.add(
          new DeliveryOutcome.Rejected(Integer.toString(status), "the webhook refuses it"));
      return null;
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new BatchAnswer.Away("no connection to " + destination.url().getHost(), 0, false);
    } catch (SSLException e) {
      return new BatchAnswer.Closed(
          "TLS: " + e.getMessage() + "; check the certificates, then resume the destination");
    } catch (java.nio.file.NoSuchFileException | java.nio.file.AccessDeniedException e) {
      return new BatchAnswer.Closed(
          "the key file cannot be read; put it where hub.destinations."
              + batch.destination()
              + ".key-file says, then resume the destination");
    } catch (IOException e) {
      return new BatchAnswer.Away("no answer: " + e.getClass().getSimpleName(), 0, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new BatchAnswer.Away("the hub is stopping", 0, true);
    }
  }

  private static long retryAt(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> System.currentTimeMillis() + Long.parseLong(seconds) * 1000)
        .orElse(0L);
  }

  private HttpRequest request(DestinationProperties destination, byte[] body) throws IOException {
    Signature signature =
        new Signature(destination.signature(), Files.readString(destination.keyFile()).strip());
    String timestamp = Long.toString(System.currentTimeMillis());
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String digest = signature.digestOf(body);
    String path = destination.url().getRawPath();
    String query = destination.url().getRawQuery();
    String target =
        (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    return HttpRequest.newBuilder(destination.url())
        .timeout(destination.timeout())
        .header("Content-Type", "application/json")
        .header("X-App-Id", destination.appId())
        .header("X-Timestamp", timestamp)
        .header("X-Nonce", nonce)
        .header("X-Digest", digest)
        .header("X-Signature-Algorithm", signature.algorithm())
        .header("X-Signature", signature.sign("POST", target, timestamp, nonce, digest))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
