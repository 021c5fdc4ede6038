package org.bianmin.hub.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bianmin.hub.recognition.CataloguePlatform;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Asks for the catalogue (recognition.md, "Catalogue"). */
@Component
@ConditionalOnProperty("hub.recognition.platform")
final class AskedCatalogue implements CataloguePlatform {

  private static final String CATALOGUE = "/v1/recognition/catalogue";

  private final AskedPlatform platform;

  AskedCatalogue(AskedPlatform platform) {
    this.platform = platform;
  }

  @Override
  public Answer fetch(String etag) {
    try {
      SignedCalls.Answer answer = platform.get(CATALOGUE, etag);
      return switch (answer.status()) {
        case 200 ->
            new Fetched(
                null,
                answer.response().headers().firstValue("ETag").orElse(null),
                new String(answer.body(), StandardCharsets.UTF_8));
        case 304 -> new NotModified();
        case 404 -> new NotOffered();
        default -> new Away(AskedPlatform.problem(answer));
      };
    } catch (IOException e) {
      return new Away(AskedPlatform.noAnswer(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Away("the hub is stopping");
    }
  }
}
