package org.bianmin.hub.normalize;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.journal.CharsetDecision;
import org.bianmin.hub.journal.DecodedBytes;
import org.bianmin.hub.journal.Hl7Batch;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.normalize.hl7v2.Hl7Message;
import org.bianmin.hub.normalize.hl7v2.Hl7Path;
import org.bianmin.hub.normalize.hl7v2.Hl7Time;
import org.bianmin.hub.normalize.hl7v2.UnreadableHl7;

/** Decodes strictly, then splits: 464 GBK characters hold a delimiter as their second byte. */
final class Hl7Reader implements MessageReader {

  private static final Hl7Path CODE = Hl7Path.compile("MSH-9.1");
  private static final Hl7Path EVENT = Hl7Path.compile("MSH-9.2");
  private static final Hl7Path EVN_EVENT = Hl7Path.compile("EVN-1");
  private static final Hl7Path SENT = Hl7Path.compile("MSH-7");
  private static final Hl7Path CONTROL_ID = Hl7Path.compile("MSH-10");

  private final Format format = new Hl7Format();
  private final Hl7Charsets charsets;

  Hl7Reader(Hl7Charsets charsets) {
    this.charsets = charsets;
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public List<Unit> units(JournalRow row, SourceProperties source) {
    byte[] raw = row.message().raw();
    CharsetDecision decision = charsets.decide(raw, source.charset());
    Charset charset = decision.charset();
    if (charset == null) {
      throw new CannotMap(
          "decode",
          "the bytes are neither UTF-8 nor GB18030 and MSH-18 names no charset; let the sender name"
              + " it, or set hub.sources."
              + row.message().source()
              + ".charset",
          null);
    }
    DecodedBytes decoded = Hl7Charsets.decode(raw, charset);
    if (decoded instanceof DecodedBytes.BadBytes bad) {
      throw new CannotMap("decode", bad.reason(), bad.location());
    }
    String text = ((DecodedBytes.Text) decoded).text();
    try {
      Hl7Message message = Hl7Message.parse(text, charset);
      String first = message.segmentCount() == 0 ? "" : message.segmentNames().get(0);
      if (first.equals("MSH")) {
        return List.of(unit(message, source));
      }
      List<Unit> units = new ArrayList<>();
      for (String part : Hl7Batch.split(text).messages()) {
        units.add(unit(Hl7Message.parse(part, charset), source));
      }
      return units;
    } catch (UnreadableHl7 e) {
      throw new CannotMap("parse", e.getMessage(), e.location());
    }
  }

  private static Unit unit(Hl7Message message, SourceProperties source) {
    String sent = message.value(SENT);
    long sentAt = sent == null ? 0 : Hl7Time.epochMillis(sent, source.zone());
    String controlId = message.value(CONTROL_ID);
    return new Unit(
        trigger(message),
        new Hl7Format.Hl7Part(message),
        Math.max(0, sentAt),
        controlId == null ? "" : controlId);
  }

  /** MSH-9, with the event from EVN-1 where version 2.1 and 2.2 senders leave it out of MSH-9. */
  private static String trigger(Hl7Message message) {
    String code = message.value(CODE);
    String event = message.value(EVENT);
    if (event == null) {
      event = message.value(EVN_EVENT);
    }
    if (code == null) {
      return "";
    }
    return event == null ? code : code + '^' + event;
  }
}
