package org.bianmin.hub.receive;

/**
 * What became of a message, as its acknowledgement tells it. Texts are constant, so that nothing of
 * the message can be in them.
 */
enum AckOutcome {
  STORED('A', "0", "Message accepted", ""),
  NOT_STORED(
      'E',
      "207",
      "Application internal error",
      "The message could not be stored; send it again later"),
  NOT_HL7(
      'R',
      "100",
      "Segment sequence error",
      "The message does not begin with MSH, FHS or BHS; it was parked"),
  TRUNCATED(
      'R',
      "100",
      "Segment sequence error",
      "The message has no end block (FS); it was parked, send it again complete"),
  OVERSIZE(
      'R',
      "207",
      "Application internal error",
      "The message is larger than max-frame of its source; only its beginning was kept");

  private final char letter;
  private final String code;
  private final String meaning;
  private final String text;

  AckOutcome(char letter, String code, String meaning, String text) {
    this.letter = letter;
    this.code = code;
    this.meaning = meaning;
    this.text = text;
  }

  /** Second letter of MSA-1 (HL7 table 0008). */
  char letter() {
    return letter;
  }

  /** Code of HL7 table 0357. */
  String code() {
    return code;
  }

  /** The code's meaning in table 0357. */
  String meaning() {
    return meaning;
  }

  /** What the sender should know and do. */
  String text() {
    return text;
  }

  boolean isSuccess() {
    return this == STORED;
  }
}
