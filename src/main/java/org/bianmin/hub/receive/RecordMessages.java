package org.bianmin.hub.receive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the messages of a record in the format of its source. There is nobody to answer, so what
 * cannot be read becomes a parked message and never an exception.
 */
@Component
final class RecordMessages {

  private static final Logger log = LoggerFactory.getLogger(RecordMessages.class);

  private final Sources sources;
  private final Hl7Intake hl7;
  private final DocumentIntake documents;
  private final DocumentForm form;

  RecordMessages(Sources sources, Hl7Intake hl7, DocumentIntake documents, DocumentForm form) {
    this.form = form;
    this.sources = sources;
    this.hl7 = hl7;
    this.documents = documents;
  }

  /**
   * The messages of a record, one at least.
   *
   * @param raw null for a record without a value
   * @param place where the record stands, {@code topic/partition/offset}
   */
  List<NewMessage> of(String source, byte[] raw, String place) {
    byte[] bytes = raw == null ? new byte[0] : raw;
    List<NewMessage> messages;
    try {
      messages = read(source, bytes);
    } catch (RuntimeException e) {
      Parked failed = failed(source, "record " + place, e);
      messages = List.of(parked(source, bytes, new Parked(failed.stage(), failed.reason(), null)));
    }
    return messages.stream().map(message -> at(message, place)).toList();
  }

  /**
   * Why a piece is parked at which the hub itself fails.
   *
   * @param place of the piece: {@code line 3}
   */
  static Parked failed(String source, String place, RuntimeException e) {
    // the class only: exception texts of parsers may quote the piece
    log.error("hub.sources.{}: {} parked: {}", source, place, e.getClass().getName());
    return new Parked(
        "parse",
        "The hub failed to read it ("
            + e.getClass().getSimpleName()
            + "); tell the hub's maker, and replay it with a later version",
        place);
  }

  private List<NewMessage> read(String source, byte[] raw) {
    if (raw.length == 0) {
      return List.of(
          parked(
              source,
              raw,
              new Parked(
                  "frame", "The record is empty; ask its producer what it stands for", null)));
    }
    String format = format(source);
    if (raw.length > documents.maxBytes(source) && !format.equals("hl7v2")) {
      byte[] beginning = Arrays.copyOf(raw, Math.min(raw.length, MllpFrameDecoder.KEPT));
      return List.of(parked(source, beginning, hl7.oversize(source, raw.length)));
    }
    return switch (format) {
      case "fhir" -> List.of(fhir(source, raw));
      case "json" -> documents(source, raw);
      case "declaration" -> declarations(source, raw);
      default -> hl7(source, raw);
    };
  }

  private List<NewMessage> hl7(String source, byte[] raw) {
    Hl7Header header = hl7.header(source, raw);
    if (header.isHl7() && !header.isBatch() && raw.length <= hl7.maxMessage(source)) {
      return List.of(hl7.message(source, header, raw, null));
    }
    var splitter = new Hl7FileSplitter(new ByteArrayInputStream(raw), hl7.maxMessage(source));
    List<NewMessage> messages = new ArrayList<>();
    try {
      for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
        messages.add(hl7.message(source, piece));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!splitter.problems().isEmpty()) {
      log.warn("hub.sources.{}: batch in a record: {}", source, splitter.problems());
    }
    return messages.isEmpty()
        ? List.of(hl7.message(source, header, raw, Hl7Intake.notHl7()))
        : messages;
  }

  NewMessage fhir(String source, byte[] raw) {
    return FhirReading.of(raw)
        .message(source, sources.facilityOf(source), System.currentTimeMillis(), raw);
  }

  private List<NewMessage> documents(String source, byte[] raw) {
    List<EventBody.Document> read;
    try {
      read = form.read(source, raw);
    } catch (EventRefusal refusal) {
      return List.of(parked(source, raw, unreadable(refusal)));
    }
    // one document is kept as it came
    return read.size() == 1 && read.get(0).place().isEmpty()
        ? List.of(document(source, read.get(0), raw))
        : read.stream().map(document -> document(source, document, document.bytes())).toList();
  }

  /**
   * The documents of a file or a line of it.
   *
   * @throws EventRefusal 400
   */
  List<EventBody.Document> split(String source, byte[] raw) {
    return form.read(source, raw);
  }

  /** A document of events; a declaration is a person's, and machines' feeds name none. */
  NewMessage document(String source, EventBody.Document document, byte[] raw) {
    Parked parked =
        Declaration.TYPE.equals(document.json().path("type").asText())
            ? new Parked(
                "map",
                "Declarations are not taken here; give them to a source with format declaration, or"
                    + " to POST /api/v1/declarations",
                document.place() + "/type")
            : null;
    return documents.message(source, document, raw, parked);
  }

  private List<NewMessage> declarations(String source, byte[] raw) {
    try {
      var zone = sources.sources().get(source).zone();
      return Declaration.documents(EventBody.documents(raw), zone, sources.facilityOf(source))
          .stream()
          .map(document -> documents.message(source, document, document.bytes(), null))
          .toList();
    } catch (EventRefusal refusal) {
      return List.of(parked(source, raw, unreadable(refusal)));
    }
  }

  private static Parked unreadable(EventRefusal refusal) {
    if (refusal.problems().isEmpty()) {
      return new Parked("parse", refusal.getMessage(), null);
    }
    return new Parked(
        "map",
        refusal.problems().stream()
            .map(problem -> problem.place() + " " + problem.reason())
            .collect(Collectors.joining("; ")),
        refusal.problems().get(0).place());
  }

  /** A piece in the format of its source that cannot be read. */
  NewMessage parked(String source, byte[] raw, Parked parked) {
    String format = format(source);
    return new NewMessage(
        source,
        sources.facilityOf(source),
        format.equals("declaration") ? MessageFormat.JSON : MessageFormat.of(format),
        "",
        "",
        null,
        System.currentTimeMillis(),
        raw,
        parked,
        null);
  }

  private String format(String source) {
    return sources.sources().get(source).format();
  }

  /**
   * Names the place of what is parked. It is the control id too where the record has none: two
   * records that say the same nothing are two, and one that Kafka gives again is one.
   */
  private static NewMessage at(NewMessage message, String place) {
    Parked parked = message.parked();
    if (parked == null) {
      return message;
    }
    return new NewMessage(
        message.source(),
        message.facility(),
        message.format(),
        message.controlId().isEmpty() ? place : message.controlId(),
        message.trigger(),
        message.charset(),
        message.receivedAt(),
        message.raw(),
        new Parked(
            parked.stage(),
            parked.reason(),
            parked.location() == null ? place : place + ", " + parked.location()),
        null);
  }
}
