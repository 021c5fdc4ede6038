package org.bianmin.hub.receive;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Takes the bytes of a request, no more than the source allows. */
final class FhirRequestBody {

  private FhirRequestBody() {}

  /**
   * Reads the body as it came.
   *
   * @throws FhirRefusal 413 over the limit, 415 when it is compressed, 400 when it is empty or cut
   *     off
   */
  static byte[] read(HttpServletRequest request, int maxBytes) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
      throw new FhirRefusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          IssueType.NOTSUPPORTED,
          "Content-Encoding is not supported: send the body uncompressed");
    }
    long announced = request.getContentLengthLong();
    if (announced > maxBytes) {
      throw tooLarge(maxBytes);
    }
    byte[] raw;
    try (InputStream body = request.getInputStream()) {
      raw = body.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw cutOff();
    }
    if (raw.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    if (raw.length == 0) {
      throw new FhirRefusal(
          HttpStatus.BAD_REQUEST, IssueType.REQUIRED, "The body is empty: send a FHIR resource");
    }
    if (announced >= 0 && raw.length < announced) {
      throw cutOff();
    }
    return raw;
  }

  private static FhirRefusal cutOff() {
    return new FhirRefusal(
        HttpStatus.BAD_REQUEST, IssueType.INCOMPLETE, "The body was cut off: send it again");
  }

  private static FhirRefusal tooLarge(int maxBytes) {
    return new FhirRefusal(
        HttpStatus.PAYLOAD_TOO_LARGE,
        IssueType.TOOLONG,
        "The body is larger than "
            + maxBytes
            + " bytes: split it, or raise hub.sources.<id>.max-frame");
  }
}
