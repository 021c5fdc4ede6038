package org.bianmin.hub.journal;

/**
 * A message on its way into the journal.
 *
 * @param source id of the source in {@code hub.sources}
 * @param facility the facility that the source stands for
 * @param format what the bytes are
 * @param controlId MSH-10, Bundle.identifier or Bundle.id; empty where the sender gave none
 * @param trigger {@code ADT^A01}, {@code ORU^R01}, a FHIR resource type …; empty where unknown
 * @param charset Java name of the charset that the receiver decided on, null where bytes tell none
 * @param receivedAt epoch milliseconds
 * @param raw the bytes as they came, without the transport's framing
 * @param parked set when the receiver already knows that the message cannot be read
 * @param replayOf journal id of the message that an operator sent again, else null; exempts from
 *     the duplicate check
 * @param identity what makes it the same message when it comes again, where that is not all of the
 *     raw bytes: a provider that sends a notification again signs it anew; else null
 * @param traceparent what the sender's own trace is called there (W3C Trace Context), else null
 * @param position where it stood in the topic from which the journal is filled, else null
 */
public record NewMessage(
    String source,
    String facility,
    MessageFormat format,
    String controlId,
    String trigger,
    String charset,
    long receivedAt,
    byte[] raw,
    Parked parked,
    Long replayOf,
    byte[] identity,
    String traceparent,
    TopicPosition position) {

  /**
   * MSH-10 holds 199 characters at most (HL7 v2.7); what is longer is kept in the raw bytes only.
   */
  private static final int LONGEST = 199;

  /** A message that its raw bytes identify. */
  public NewMessage(
      String source,
      String facility,
      MessageFormat format,
      String controlId,
      String trigger,
      String charset,
      long receivedAt,
      byte[] raw,
      Parked parked,
      Long replayOf) {
    this(
        source,
        facility,
        format,
        controlId,
        trigger,
        charset,
        receivedAt,
        raw,
        parked,
        replayOf,
        null);
  }

  /** A message that is no part of a sender's trace. */
  public NewMessage(
      String source,
      String facility,
      MessageFormat format,
      String controlId,
      String trigger,
      String charset,
      long receivedAt,
      byte[] raw,
      Parked parked,
      Long replayOf,
      byte[] identity) {
    this(
        source,
        facility,
        format,
        controlId,
        trigger,
        charset,
        receivedAt,
        raw,
        parked,
        replayOf,
        identity,
        null,
        null);
  }

  /** The same, as a part of the sender's trace. */
  public NewMessage with(String traceparent) {
    return traceparent == null
        ? this
        : new NewMessage(
            source,
            facility,
            format,
            controlId,
            trigger,
            charset,
            receivedAt,
            raw,
            parked,
            replayOf,
            identity,
            traceparent,
            position);
  }

  /** The same, as a record of the topic from which the journal is filled. */
  public NewMessage at(TopicPosition position) {
    return new NewMessage(
        source,
        facility,
        format,
        controlId,
        trigger,
        charset,
        receivedAt,
        raw,
        parked,
        replayOf,
        identity,
        traceparent,
        position);
  }

  public NewMessage {
    controlId = indexable(controlId);
    trigger = indexable(trigger);
  }

  /** What the journal compares of messages of one control id. */
  long contentHash() {
    return ContentHash.of(identity == null ? raw : identity);
  }

  /** Without control characters, which PostgreSQL's text does not hold. */
  private static String indexable(String text) {
    String cut = text;
    if (text.length() > LONGEST) {
      // half of a pair is no character, and the database would keep another one for it
      boolean pair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
      cut = text.substring(0, pair ? LONGEST - 1 : LONGEST);
    }
    for (int i = 0; i < cut.length(); i++) {
      if (cut.charAt(i) < ' ') {
        return cut.replaceAll("[\\x00-\\x1F]", "");
      }
    }
    return cut;
  }

  @Override
  public String toString() {
    return "NewMessage[" + source + ", " + trigger + ", " + raw.length + " bytes]";
  }
}
