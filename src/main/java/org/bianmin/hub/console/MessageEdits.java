package org.bianmin.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bianmin.hub.journal.Edits;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.NewMessage;
import org.springframework.stereotype.Component;

/** Makes a new message of the same source out of the text of another one that a person mended. */
@Component
final class MessageEdits {

  /**
   * What was made.
   *
   * @param changed places without values
   */
  record Made(long id, String changed) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char REPLACED = '\uFFFD';

  private final Reveals reveals;
  private final InboundMessages journal;
  private final Hl7Charsets charsets;

  MessageEdits(Reveals reveals, InboundMessages journal, Hl7Charsets charsets) {
    this.reveals = reveals;
    this.journal = journal;
    this.charsets = charsets;
  }

  /**
   * Journals the mended text; what returns is durable.
   *
   * @param text as a browser sends it, lines ended anyhow
   * @throws BadRequest naming the place where the text cannot be written in its charset or read
   * @throws org.bianmin.hub.store.StoreUnavailable when it is not journaled
   */
  Made edit(MessageRow row, String text, String who, String reason) {
    byte[] before = reveals.raw(row);
    String old = new String(before, Charsets.of(row.charset()));
    String now = linesAs(old, text);
    boolean hl7 = row.format() == MessageFormat.HL7V2;
    Charset charset =
        hl7 ? charset(row, now) : Charsets.of(row.charset() == null ? "UTF-8" : row.charset());
    byte[] raw = encode(now, charset);
    if (Arrays.equals(before, raw)) {
      throw new BadRequest("Nothing was changed; replay the message instead", null);
    }
    String changed =
        hl7 ? ChangedPlaces.hl7(old, now) : ChangedPlaces.json(json(old, true), json(now, false));
    var edit = new Edits.Edit(row.id(), who, reason, changed);
    NewMessage message = hl7 ? hl7(row, now, charset, raw) : document(row, now, charset, raw);
    return new Made(journal.edited(message, edit).join().messageId(), changed);
  }

  /** Lines ended as the message has them; a browser's text area ends them with CR LF. */
  private static String linesAs(String old, String text) {
    String end = old.contains("\r\n") ? "\r\n" : old.indexOf('\r') >= 0 ? "\r" : "\n";
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
    boolean ended = old.endsWith("\r") || old.endsWith("\n");
    return (ended ? lines + '\n' : lines).replace("\n", end);
  }

  /** That of MSH-18 as it reads now, else what the message had. */
  private Charset charset(MessageRow row, String text) {
    Charset named = charsets.named(field(text, 18).split("~", -1)[0]);
    return named == null ? Charsets.of(row.charset()) : named;
  }

  private static byte[] encode(String text, Charset charset) {
    CharsetEncoder strict = charset.newEncoder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == REPLACED) {
        throw new BadRequest(
            place(text, i) + " holds the mark of an unreadable byte: write the right character",
            null);
      }
    }
    try {
      ByteBuffer bytes = strict.encode(CharBuffer.wrap(text));
      byte[] raw = new byte[bytes.remaining()];
      bytes.get(raw);
      return raw;
    } catch (CharacterCodingException e) {
      throw new BadRequest(
          place(text, firstUnwritable(text, charset))
              + " holds a character that "
              + charset.name()
              + " does not have: write another one, or name a wider charset in MSH-18",
          null);
    }
  }

  private static int firstUnwritable(String text, Charset charset) {
    CharsetEncoder encoder = charset.newEncoder();
    int at = 0;
    while (at < text.length()) {
      int next = at + Character.charCount(text.codePointAt(at));
      if (!encoder.canEncode(text.subSequence(at, next))) {
        return at;
      }
      at = next;
    }
    return 0;
  }

  /** For example {@code line 3, column 17}. */
  private static String place(String text, int at) {
    String before = text.substring(0, at).replace("\r\n", "\n").replace('\r', '\n');
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return "line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
  }

  private NewMessage hl7(MessageRow row, String text, Charset charset, byte[] raw) {
    if (!text.startsWith("MSH")) {
      throw new BadRequest("line 1, column 1: a message begins with MSH", null);
    }
    String component = text.length() > 4 ? text.substring(4, 5) : "^";
    String[] type = field(text, 9).split(Pattern.quote(component), -1);
    String trigger = type.length > 1 && !type[1].isEmpty() ? type[0] + '^' + type[1] : type[0];
    return message(row, field(text, 10), trigger, charset, raw);
  }

  /** A field of MSH; empty where there is none. */
  private static String field(String text, int number) {
    String[] lines = text.split("\r\n|\r|\n", 2);
    if (lines[0].length() < 4) {
      return "";
    }
    String[] fields = lines[0].split(Pattern.quote(lines[0].substring(3, 4)), -1);
    return fields.length >= number ? fields[number - 1] : "";
  }

  private static NewMessage document(MessageRow row, String text, Charset charset, byte[] raw) {
    JsonNode json = json(text, false);
    if (row.format() != MessageFormat.JSON || !json.path("id").isTextual()) {
      return message(row, row.controlId(), row.trigger(), charset, raw);
    }
    String type = json.path("type").asText("");
    return message(
        row, json.path("id").asText(), type.isEmpty() ? row.trigger() : type, charset, raw);
  }

  private static NewMessage message(
      MessageRow row, String controlId, String trigger, Charset charset, byte[] raw) {
    return new NewMessage(
        row.source(),
        row.facility(),
        row.format(),
        controlId,
        trigger,
        charset.name(),
        System.currentTimeMillis(),
        raw,
        null,
        row.id());
  }

  private static JsonNode json(String text, boolean lenient) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      if (lenient) {
        return JSON.missingNode();
      }
      var at = e.getLocation();
      throw new BadRequest(
          "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": this is no JSON", null);
    }
  }
}
