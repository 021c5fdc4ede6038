package org.bianmin.hub.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Speaks the platform's contract. Called by the forward routes; public because Camel calls beans of
 * public classes only.
 */
@Component("platformClient")
public class PlatformClient {

  private static final String EVENTS = "/v1/measure-events";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int NONCE_BYTES = 16;

  /** The contract's limit of a body. */
  private static final int MAX_BYTES = 8 << 20;

  private static final int TOO_LARGE = 413;

  private final Destinations destinations;
  private final Clock clock;
  private final BatchPayload payload = new BatchPayload(ZoneId.of("Asia/Shanghai"));
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** A key, and when its file was written: a changed file is read anew, without a restart. */
  private record Key(long modified, Signature signature) {}

  @Autowired
  PlatformClient(Destinations destinations) {
    this(destinations, Clock.systemUTC());
  }

  PlatformClient(Destinations destinations, Clock clock) {
    this.destinations = destinations;
    this.clock = clock;
  }

  /** Sends a batch and reads what the platform says to it; never throws for what went wrong. */
  public BatchAnswer send(Batch batch) {
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    try {
      byte[] body = payload.write(batch, clock.millis());
      if (body.length > MAX_BYTES && batch.events().size() > 1) {
        return inHalves(batch);
      }
      HttpResponse<byte[]> response =
          http.send(request(batch, destination, body), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == TOO_LARGE && batch.events().size() > 1) {
        return inHalves(batch);
      }
      return PlatformAnswers.read(batch, response, clock.millis());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new BatchAnswer.Away("no connection to " + destination.url().getHost(), 0, false);
    } catch (SSLException e) {
      return new BatchAnswer.Closed(
          "TLS: " + e.getMessage() + "; check the certificates, then resume the destination");
    } catch (IOException e) {
      return new BatchAnswer.Away("no answer: " + e.getClass().getSimpleName(), 0, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new BatchAnswer.Away("the hub is stopping", 0, true);
    } catch (UncheckedIOException e) {
      return new BatchAnswer.Closed(
          "the key file cannot be read; put it where hub.destinations."
              + batch.destination()
              + ".key-file says, then resume the destination");
    }
  }

  /** A batch that is too large for one call goes in two. */
  private BatchAnswer inHalves(Batch batch) {
    int half = batch.events().size() / 2;
    BatchAnswer first =
        send(
            new Batch(
                batch.destination(), batch.batchNo() + ".1", batch.events().subList(0, half)));
    if (first instanceof BatchAnswer.Closed) {
      return first;
    }
    List<MeasureEvent> rest = batch.events().subList(half, batch.events().size());
    BatchAnswer second = send(new Batch(batch.destination(), batch.batchNo() + ".2", rest));
    if (second instanceof BatchAnswer.Closed) {
      return second;
    }
    List<DeliveryOutcome> outcomes = new ArrayList<>(outcomes(first, half));
    outcomes.addAll(outcomes(second, rest.size()));
    return new BatchAnswer.Received(receiptNo(first) + " " + receiptNo(second), outcomes);
  }

  private static String receiptNo(BatchAnswer answer) {
    return answer instanceof BatchAnswer.Received received ? received.receiptNo() : "-";
  }

  private static List<DeliveryOutcome> outcomes(BatchAnswer answer, int items) {
    if (answer instanceof BatchAnswer.Received received) {
      return received.outcomes();
    }
    if (answer instanceof BatchAnswer.Refused refused) {
      return Collections.nCopies(
          items, new DeliveryOutcome.Rejected(refused.code(), refused.reason()));
    }
    BatchAnswer.Away away = (BatchAnswer.Away) answer;
    return Collections.nCopies(items, new DeliveryOutcome.RetryLater(away.reason(), away.at()));
  }

  private HttpRequest request(Batch batch, DestinationProperties destination, byte[] body) {
    long now = clock.millis();
    Signature signature = signature(batch.destination(), destination);
    URI target =
        destination.url().resolve(destination.url().getPath().replaceAll("/$", "") + EVENTS);
    String timestamp = Long.toString(now);
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String digest = signature.digestOf(body);
    return HttpRequest.newBuilder(target)
        .timeout(destination.timeout())
        .header("Content-Type", "application/json")
        .header("X-App-Id", destination.appId())
        .header("X-Timestamp", timestamp)
        .header("X-Nonce", nonce)
        .header("X-Digest", digest)
        .header("X-Signature-Algorithm", signature.algorithm())
        .header(
            "X-Signature", signature.sign("POST", target.getRawPath(), timestamp, nonce, digest))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private Signature signature(String id, DestinationProperties destination) {
    Path file = destination.keyFile();
    try {
      long modified = Files.getLastModifiedTime(file).toMillis();
      Key key = keys.get(id);
      if (key == null || key.modified() != modified) {
        key =
            new Key(
                modified, new Signature(destination.signature(), Files.readString(file).strip()));
        keys.put(id, key);
      }
      return key.signature();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
