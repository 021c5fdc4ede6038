package org.bianmin.hub.normalize.hl7v2;

/** The text is not an HL7 v2 message. A retry does not help: the sender has to mend it. */
public final class UnreadableHl7 extends RuntimeException {

  private final String location;

  UnreadableHl7(String location, String reason) {
    super(reason);
    this.location = location;
  }

  /** Place in the message, for example {@code MSH-2}; never null. */
  public String location() {
    return location;
  }
}
