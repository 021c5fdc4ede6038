package org.bianmin.hub.event;

/**
 * A document that came inside of a message, for example a report as PDF. Facts name it by its hash.
 *
 * @param hash SHA-256 of its bytes, hexadecimal
 * @param mediaType for example {@code application/pdf}; {@code application/octet-stream} where the
 *     bytes do not say what they are
 */
public record ReportDocument(String hash, String mediaType, byte[] bytes) {

  @Override
  public String toString() {
    return "ReportDocument[" + hash + ", " + mediaType + ", " + bytes.length + " bytes]";
  }
}
