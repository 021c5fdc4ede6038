package org.bianmin.hub.normalize.fhir;

/**
 * The bytes are not a FHIR R4 resource. The message names the element and what to do, never its
 * content.
 */
public final class UnreadableFhir extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String location;
  private final String remedy;

  UnreadableFhir(String location, String reason, String remedy) {
    super(reason + "; " + remedy);
    this.location = location;
    this.remedy = remedy;
  }

  /** Place in the message: element name, {@code line 3, column 14} or {@code byte 1042}. */
  public String location() {
    return location;
  }

  /** What the sender or the operator has to do. */
  public String remedy() {
    return remedy;
  }
}
