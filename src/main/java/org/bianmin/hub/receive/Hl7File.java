package org.bianmin.hub.receive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.bianmin.hub.journal.NewMessage;

/** HL7 v2: one message, several, or a batch. What is no message is parked. */
final class Hl7File implements FileMessages {

  private final Hl7FileSplitter splitter;
  private final Hl7Intake intake;
  private final String source;

  Hl7File(InputStream in, Hl7Intake intake, String source) {
    this.splitter = new Hl7FileSplitter(in, intake.maxMessage(source));
    this.intake = intake;
    this.source = source;
  }

  @Override
  public NewMessage next() throws IOException {
    var piece = splitter.next();
    return piece == null ? null : intake.message(source, piece);
  }

  @Override
  public List<String> problems() {
    return splitter.problems();
  }
}
