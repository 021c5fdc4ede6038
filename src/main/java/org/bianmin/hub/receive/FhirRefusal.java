package org.bianmin.hub.receive;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;

/** A FHIR request that is answered with an error. Texts name elements, never their content. */
final class FhirRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final IssueType code;
  private final String expression;
  private final String location;

  FhirRefusal(
      HttpStatus status, IssueType code, String diagnostics, String expression, String location) {
    super(diagnostics, null, false, false);
    this.status = status;
    this.code = code;
    this.expression = expression;
    this.location = location;
  }

  FhirRefusal(HttpStatus status, IssueType code, String diagnostics) {
    this(status, code, diagnostics, null, null);
  }

  HttpStatus status() {
    return status;
  }

  IssueType code() {
    return code;
  }

  /** Path of the element, {@code Bundle.entry[0].resource.period.start}; null when unknown. */
  String expression() {
    return expression;
  }

  /** {@code line 3, column 14} or {@code byte 1042}; null when unknown. */
  String location() {
    return location;
  }

  /** The most exact place known, for the journal. */
  String place() {
    return expression != null ? expression : location;
  }
}
