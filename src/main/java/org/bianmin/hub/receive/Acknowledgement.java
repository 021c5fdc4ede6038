package org.bianmin.hub.receive;

/**
 * The answer to one message, in its version, delimiters and charset (HL7 v2, chapter 2, "Message
 * acknowledgment").
 *
 * <p>The hub answers each message once, when it is durable. Without MSH-15 and MSH-16 that is the
 * original mode: AA, AE, AR. In enhanced mode the commit acknowledgement (CA, CE, CR) answers when
 * MSH-15 asks for it in this case; else the application acknowledgement (AA, AE, AR) when MSH-16
 * does, for the sender would wait in vain otherwise; else nothing leaves.
 */
final class Acknowledgement {

  private static final byte[] NO_ANSWER = {};
  private static final String VERSION_OF_VERSIONLESS = "2.5";

  private Acknowledgement() {}

  /**
   * Builds the answer.
   *
   * @param time MSH-7
   * @param controlId MSH-10 of the answer
   * @return segments that end with CR; empty when the sender wants no answer in this case
   */
  static byte[] of(Hl7Header header, AckOutcome outcome, String time, String controlId) {
    char level = level(header, outcome);
    if (level == 0) {
      return NO_ANSWER;
    }
    int version = header.versionNumber() == 0 ? 250 : header.versionNumber();
    StringBuilder out = new StringBuilder(256);
    msh(out, header, version, time, controlId);
    msa(out, header, version, outcome, level);
    if (!outcome.isSuccess()) {
      err(out, header, version, outcome);
    }
    return out.toString().getBytes(header.charset());
  }

  /** First letter of MSA-1, or 0 when no answer is wanted. */
  private static char level(Hl7Header header, AckOutcome outcome) {
    String accept = header.acceptAcknowledgement();
    String application = header.applicationAcknowledgement();
    if (accept.isEmpty() && application.isEmpty()) {
      return 'A';
    }
    if (!accept.isEmpty() && isWanted(accept, outcome)) {
      return 'C';
    }
    return !application.isEmpty() && isWanted(application, outcome) ? 'A' : 0;
  }

  /** HL7 table 0155; an answer too many is better than one too few for a word outside the table. */
  private static boolean isWanted(String condition, AckOutcome outcome) {
    return switch (condition) {
      case "NE" -> false;
      case "ER" -> !outcome.isSuccess();
      case "SU" -> outcome.isSuccess();
      default -> true;
    };
  }

  private static void msh(
      StringBuilder out, Hl7Header header, int version, String time, String controlId) {
    char sep = header.fieldSeparator();
    out.append("MSH").append(sep).append(header.encodingCharacters());
    out.append(sep).append(header.receivingApplication());
    out.append(sep).append(header.receivingFacility());
    out.append(sep).append(header.sendingApplication());
    out.append(sep).append(header.sendingFacility());
    out.append(sep).append(time).append(sep).append(sep);
    messageType(out, header, version);
    out.append(sep).append(controlId);
    out.append(sep).append(header.processingId().isEmpty() ? "P" : header.processingId());
    out.append(sep).append(header.version().isEmpty() ? VERSION_OF_VERSIONLESS : header.version());
    if (!header.characterSet().isEmpty()) {
      for (int field = 13; field <= 18; field++) {
        out.append(sep);
      }
      out.append(header.characterSet());
    }
    out.append('\r');
  }

  /** MSH-9 has its event since 2.3 and its structure since 2.3.1. */
  private static void messageType(StringBuilder out, Hl7Header header, int version) {
    out.append("ACK");
    String event = header.event();
    if (version >= 230 && !event.isEmpty()) {
      char component = header.componentSeparator();
      out.append(component).append(event);
      if (version >= 231) {
        out.append(component).append("ACK");
      }
    }
  }

  private static void msa(
      StringBuilder out, Hl7Header header, int version, AckOutcome outcome, char level) {
    char sep = header.fieldSeparator();
    out.append("MSA").append(sep).append(level).append(outcome.letter());
    out.append(sep).append(header.controlId());
    if (version < 240 && !outcome.text().isEmpty()) {
      out.append(sep);
      escape(out, header, outcome.text());
    }
    out.append('\r');
  }

  private static void err(StringBuilder out, Hl7Header header, int version, AckOutcome outcome) {
    char sep = header.fieldSeparator();
    out.append("ERR").append(sep);
    char component = header.componentSeparator();
    if (version < 250) {
      // ERR-1.4, the code that identifies the error; the place (ERR-1.1 to 1.3) is the whole
      // message
      out.append(component).append(component).append(component);
      code(out, header, outcome, version < 231 ? 0 : header.subcomponentSeparator());
    } else {
      out.append(sep).append(sep);
      code(out, header, outcome, component);
      out.append(sep).append('E');
      for (int field = 5; field <= 8; field++) {
        out.append(sep);
      }
      escape(out, header, outcome.text());
    }
    out.append('\r');
  }

  private static void code(
      StringBuilder out, Hl7Header header, AckOutcome outcome, char separator) {
    out.append(outcome.code());
    if (separator != 0) {
      out.append(separator);
      escape(out, header, outcome.meaning());
      out.append(separator).append("HL70357");
    }
  }

  /** A sender may have chosen a character of our texts as its delimiter. */
  private static void escape(StringBuilder out, Hl7Header header, String text) {
    char escape = header.escapeCharacter();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == header.fieldSeparator()) {
        out.append(escape).append('F').append(escape);
      } else if (c == header.componentSeparator()) {
        out.append(escape).append('S').append(escape);
      } else if (c == header.subcomponentSeparator()) {
        out.append(escape).append('T').append(escape);
      } else if (c == escape) {
        out.append(escape).append('E').append(escape);
      } else {
        out.append(c);
      }
    }
  }
}
