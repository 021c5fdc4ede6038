package org.bianmin.hub.receive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Hands JSON documents to the journal, and answers when all of a request are durable. */
@Component
final class DocumentIntake {

  /**
   * What became of one document.
   *
   * @param messageId journal id; of the first copy when this one is a duplicate; left out where the
   *     journal numbers it later
   * @param duplicate the same source sent the same before; left out with it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stored(Long messageId, Boolean duplicate) {

    static Stored of(Receipt receipt) {
      return receipt.numbered()
          ? new Stored(receipt.messageId(), receipt.duplicate())
          : new Stored(null, null);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(DocumentIntake.class);
  private static final long ANSWER_MILLIS = 60_000;
  private static final String RETRY_SECONDS = "10";

  private final Intake intake;
  private final Sources sources;

  DocumentIntake(Intake intake, Sources sources) {
    this.intake = intake;
    this.sources = sources;
  }

  /**
   * The source that a request belongs to.
   *
   * @param named the header {@code X-Hub-Source}; may be null where there is one source
   * @throws EventRefusal 404 where the transport has no source, 400 where the header is needed
   */
  String source(String transport, String named) {
    List<String> known = new ArrayList<>();
    for (Map.Entry<String, SourceProperties> source : sources.sources().entrySet()) {
      if (source.getValue().enabled() && transport.equals(source.getValue().transport())) {
        known.add(source.getKey());
      }
    }
    if (known.isEmpty()) {
      throw new EventRefusal(
          HttpStatus.NOT_FOUND,
          "Nothing is received here: configure hub.sources.<id>.transport=" + transport);
    }
    if (named == null && known.size() == 1) {
      return known.get(0);
    }
    if (named == null || !known.contains(named)) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST,
          "The header X-Hub-Source names the source, an id of hub.sources with transport "
              + transport);
    }
    return named;
  }

  SourceProperties properties(String source) {
    return sources.sources().get(source);
  }

  String facility(String source) {
    return sources.facilityOf(source);
  }

  /** Largest body of a source. */
  int maxBytes(String source) {
    return (int) Math.min(properties(source).maxFrame().toBytes(), Integer.MAX_VALUE - 16L);
  }

  /** An answer that is still to come; 503 where it does not come in time. */
  static DeferredResult<ResponseEntity<Object>> answer() {
    return new DeferredResult<>(ANSWER_MILLIS, DocumentIntake::unavailable);
  }

  /**
   * Stores documents and answers when all are durable.
   *
   * @param traceparent what the sender's trace is called, or null
   */
  void store(
      String source,
      List<EventBody.Document> documents,
      String traceparent,
      DeferredResult<ResponseEntity<Object>> result) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(documents.size());
    for (EventBody.Document document : documents) {
      receipts.add(
          intake.receive(message(source, document, document.bytes(), null).with(traceparent)));
    }
    var unused =
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .whenComplete(
                (all, failure) -> {
                  if (failure == null) {
                    result.setResult(stored(receipts));
                  } else {
                    fail(failure, result);
                  }
                });
  }

  private static ResponseEntity<Object> stored(List<CompletableFuture<Receipt>> receipts) {
    List<Stored> items = receipts.stream().map(CompletableFuture::join).map(Stored::of).toList();
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(Map.of("items", items));
  }

  /**
   * A document as it is journaled. The journal recognises by control id and content; without an id
   * the content alone does.
   *
   * @param parked null for a document that the normalizer is to read
   */
  NewMessage message(String source, EventBody.Document document, byte[] bytes, Parked parked) {
    return new NewMessage(
        source,
        facility(source),
        MessageFormat.JSON,
        document.json().path("id").asText(""),
        document.json().path("type").asText(),
        "UTF-8",
        System.currentTimeMillis(),
        bytes,
        parked,
        null);
  }

  static void fail(Throwable failure, DeferredResult<ResponseEntity<Object>> result) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreUnavailable) {
      result.setResult(unavailable());
      return;
    }
    // the class only: exception texts of parsers and containers may quote the document
    log.error(
        "Could not receive documents ({}); the sender was told to keep them",
        cause.getClass().getName());
    result.setResult(
        new EventRefusal(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The hub failed to receive the documents: keep them, and tell the hub's operator")
            .answer());
  }

  /** Some may be stored: sending all again is harmless, the journal recognises them. */
  private static ResponseEntity<Object> unavailable() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The hub cannot store documents now: keep them and send all again"));
  }
}
