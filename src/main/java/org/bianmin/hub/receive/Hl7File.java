package org.bianmin.hub.receive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.bianmin.hub.journal.NewMessage;

/** HL7 v2: one message, several, or a batch. What is no message is parked. */
final class Hl7File implements FileMessages {

  private final Hl7FileSplitter splitter;
  private final Hl7Intake intake;
  private final RecordMessages messages;
  private final String source;
  private long pieces;

  Hl7File(InputStream in, Hl7Intake intake, RecordMessages messages, String source) {
    this.splitter = new Hl7FileSplitter(in, intake.maxMessage(source));
    this.intake = intake;
    this.messages = messages;
    this.source = source;
  }

  @Override
  public NewMessage next() throws IOException {
    var piece = splitter.next();
    if (piece == null) {
      return null;
    }
    pieces++;
    try {
      return intake.message(source, piece);
    } catch (RuntimeException e) {
      return messages.parked(
          source, piece.bytes(), RecordMessages.failed(source, "message " + pieces, e));
    }
  }

  @Override
  public List<String> problems() {
    return splitter.problems();
  }
}
