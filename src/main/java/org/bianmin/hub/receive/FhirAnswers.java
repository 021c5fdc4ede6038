package org.bianmin.hub.receive;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Writes answers in the syntax that one sender reads.
 *
 * @param xml false for JSON
 * @param minimal whether the sender wants no body on success ({@code Prefer: return=minimal})
 */
record FhirAnswers(boolean xml, boolean minimal) {

  private static final String RETRY_SECONDS = "10";

  ResponseEntity<byte[]> of(FhirAcceptance acceptance) {
    boolean bundle = acceptance.body().fhirType().equals("Bundle");
    return minimal && !bundle
        ? ResponseEntity.status(acceptance.status()).build()
        : of(acceptance.status(), acceptance.body());
  }

  ResponseEntity<byte[]> of(FhirRefusal refusal) {
    OperationOutcome outcome =
        FhirAcceptance.outcome(IssueSeverity.ERROR, refusal.code(), refusal.getMessage());
    if (refusal.expression() != null) {
      outcome.getIssueFirstRep().addExpression(refusal.expression());
    }
    if (refusal.location() != null) {
      outcome.getIssueFirstRep().addLocation(refusal.location());
    }
    return of(refusal.status(), outcome);
  }

  ResponseEntity<byte[]> of(HttpStatus status, Resource body) {
    return ResponseEntity.status(status)
        .contentType(xml ? FhirMedia.XML : FhirMedia.JSON)
        .body(encode(body));
  }

  /** 503 with Retry-After: nothing was stored, or nobody knows yet, and a resend is harmless. */
  ResponseEntity<byte[]> unavailable() {
    OperationOutcome outcome =
        FhirAcceptance.outcome(
            IssueSeverity.ERROR,
            IssueType.TRANSIENT,
            "The hub cannot store messages now: keep the message and send it again");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .contentType(xml ? FhirMedia.XML : FhirMedia.JSON)
        .body(encode(outcome));
  }

  /** 500: a defect of the hub; the sender keeps the message. */
  ResponseEntity<byte[]> failed() {
    return of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        FhirAcceptance.outcome(
            IssueSeverity.ERROR,
            IssueType.EXCEPTION,
            "The hub failed to receive the message: keep it, and tell the hub's operator"));
  }

  private byte[] encode(Resource body) {
    FhirContext context = FhirContext.forR4Cached();
    IParser parser = xml ? context.newXmlParser() : context.newJsonParser();
    return parser.encodeResourceToString(body).getBytes(StandardCharsets.UTF_8);
  }
}
