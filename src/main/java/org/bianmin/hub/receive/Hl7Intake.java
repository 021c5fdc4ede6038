package org.bianmin.hub.receive;

import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.stereotype.Component;

/** Hands HL7 v2 messages to the journal, whichever way they came. */
@Component
final class Hl7Intake {

  private final Intake intake;
  private final Sources sources;
  private final Hl7Charsets charsets;
  private final Hl7HeaderReader headers;

  Hl7Intake(Intake intake, Sources sources, Hl7Charsets charsets) {
    this.intake = intake;
    this.sources = sources;
    this.charsets = charsets;
    this.headers = new Hl7HeaderReader(charsets);
  }

  Hl7Header header(String source, byte[] raw) {
    return headers.read(raw, charsetOf(source));
  }

  /**
   * Stores a message; blocks while the store has fallen behind.
   *
   * @param parked null for a message that can be read
   * @return fails with {@link StoreUnavailable} when the sender has to keep the message
   */
  CompletableFuture<Receipt> store(String source, Hl7Header header, byte[] raw, Parked parked) {
    return store(message(source, header, raw, parked));
  }

  /** Stores a piece of a batch; what is no message or too large is parked with its reason. */
  CompletableFuture<Receipt> store(String source, Hl7FileSplitter.Piece piece) {
    return store(message(source, piece));
  }

  private CompletableFuture<Receipt> store(NewMessage message) {
    try {
      return intake.receive(message);
    } catch (StoreUnavailable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * A message as it is journaled.
   *
   * @param parked null for a message that can be read
   */
  NewMessage message(String source, Hl7Header header, byte[] raw, Parked parked) {
    var charset = charsets.decide(raw, charsetOf(source)).charset();
    return new NewMessage(
        source,
        sources.facilityOf(source),
        MessageFormat.HL7V2,
        header.controlId(),
        header.trigger(),
        charset == null ? null : charset.name(),
        System.currentTimeMillis(),
        raw,
        parked,
        null);
  }

  /** A piece of a batch as it is journaled; what is no message or too large is parked. */
  NewMessage message(String source, Hl7FileSplitter.Piece piece) {
    Hl7Header header = header(source, piece.bytes());
    Parked parked = null;
    if (piece.oversize()) {
      parked = oversize(source, piece.length());
    } else if (!piece.hl7() || !header.isHl7()) {
      parked = notHl7();
    }
    return message(source, header, piece.bytes(), parked);
  }

  int maxMessage(String source) {
    SourceProperties properties = sources.sources().get(source);
    return (int) Math.min(Integer.MAX_VALUE - 8L, properties.maxFrame().toBytes());
  }

  static Parked notHl7() {
    return new Parked(
        "frame",
        "The bytes do not begin with MSH, FHS or BHS; ask the sender what it is",
        "byte 0");
  }

  Parked oversize(String source, long length) {
    return new Parked(
        "frame",
        "The message has "
            + length
            + " bytes and only its beginning is here; raise hub.sources."
            + source
            + ".max-frame and ask the sender to send it again",
        "byte " + maxMessage(source));
  }

  private String charsetOf(String source) {
    SourceProperties properties = sources.sources().get(source);
    return properties == null ? null : properties.charset();
  }
}
