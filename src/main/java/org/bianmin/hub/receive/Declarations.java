package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Takes what a person declares on a page: checked and journaled as the endpoint does it. */
@Component
public final class Declarations {

  /** Members that are wrong or missing, by the names of docs/declarations.md. */
  public record Problem(String member, String reason) {}

  /**
   * What came of it.
   *
   * @param messageId journal id; null where there are problems, and nothing was stored
   */
  public record Outcome(Long messageId, List<Problem> problems) {

    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DocumentIntake documents;
  private final Intake intake;
  private final Sources sources;

  Declarations(
      DocumentIntake documents, @Qualifier("inboundMessages") Intake intake, Sources sources) {
    this.documents = documents;
    this.intake = intake;
    this.sources = sources;
  }

  /** The source that pages declare by, the first by name; empty where none is configured. */
  public Optional<String> source() {
    return sources.sources().entrySet().stream()
        .filter(one -> one.getValue().enabled())
        .filter(one -> DeclarationsEndpoint.TRANSPORT.equals(one.getValue().transport()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Declares, or withdraws with {@code action: void}.
   *
   * @param members by name, with their values: text, numbers, booleans, lists of text
   * @throws StoreUnavailable when nothing was stored
   * @throws IllegalStateException when no source is configured
   */
  public Outcome declare(Map<String, Object> members) {
    String source =
        source()
            .orElseThrow(
                () ->
                    new IllegalStateException("hub.sources.<id>.transport=declaration is missing"));
    ZoneId zone = documents.properties(source).zone();
    Map<String, Object> told = new LinkedHashMap<>(members);
    // what is declared again word by word, after a withdrawal, is no duplicate; to the millisecond,
    // or nobody could say which of two of one second is the later
    told.putIfAbsent("recordedAt", Rfc3339.exact(System.currentTimeMillis(), zone));
    EventBody.Document document;
    try {
      document =
          Declaration.documents(
                  List.of(new EventBody.Document(JSON.valueToTree(told), "")),
                  zone,
                  documents.facility(source))
              .get(0);
    } catch (EventRefusal refusal) {
      return new Outcome(
          null,
          refusal.problems().stream()
              .map(one -> new Problem(one.place().split("/", 3)[1], one.reason()))
              .toList());
    }
    return new Outcome(store(source, document), List.of());
  }

  private long store(String source, EventBody.Document document) {
    NewMessage message = documents.message(source, document, document.bytes(), null);
    try {
      Receipt receipt =
          intake
              .receive(message, PATIENCE)
              .orTimeout(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)
              .join();
      return receipt.messageId();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The declaration was not stored; declare it again", e);
    }
  }
}
