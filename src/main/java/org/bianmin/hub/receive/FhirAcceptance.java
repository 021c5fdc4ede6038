package org.bianmin.hub.receive;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpStatus;

/**
 * What the sender gets once its message is committed. The hub takes charge of resources and does
 * not serve them, so it answers 202 and never 201 with a Location.
 *
 * @param status HTTP status
 * @param body response bundle or informational outcome
 */
record FhirAcceptance(HttpStatus status, Resource body) {

  private static final String ACCEPTED = "202 Accepted";

  /**
   * Decides on a readable message.
   *
   * @throws FhirRefusal 422 for a bundle that breaks the rules of its type
   */
  static FhirAcceptance of(Resource resource) {
    if (!(resource instanceof Bundle bundle)) {
      return stored();
    }
    if (bundle.getType() == null) {
      throw unprocessable(IssueType.REQUIRED, "Bundle.type is required", "Bundle.type");
    }
    return switch (bundle.getType()) {
      case BATCH -> answered(bundle, BundleType.BATCHRESPONSE);
      case TRANSACTION -> answered(bundle, BundleType.TRANSACTIONRESPONSE);
      case MESSAGE -> message(bundle);
      default -> stored();
    };
  }

  private static FhirAcceptance stored() {
    return new FhirAcceptance(
        HttpStatus.ACCEPTED,
        outcome(IssueSeverity.INFORMATION, IssueType.INFORMATIONAL, "Received and stored"));
  }

  private static FhirAcceptance answered(Bundle request, BundleType type) {
    Bundle response = new Bundle();
    response.setType(type);
    int index = 0;
    for (BundleEntryComponent entry : request.getEntry()) {
      String refused = refusal(entry);
      BundleEntryResponseComponent answer = response.addEntry().getResponse();
      if (refused == null) {
        answer.setStatus(ACCEPTED);
      } else if (type == BundleType.TRANSACTIONRESPONSE) {
        // all or nothing (FHIR R4, RESTful API, transaction)
        throw unprocessable(IssueType.NOTSUPPORTED, refused, "Bundle.entry[" + index + "].request");
      } else {
        answer.setStatus("405 Method Not Allowed");
        answer.setOutcome(outcome(IssueSeverity.ERROR, IssueType.NOTSUPPORTED, refused));
      }
      index++;
    }
    return new FhirAcceptance(HttpStatus.OK, response);
  }

  private static String refusal(BundleEntryComponent entry) {
    HTTPVerb method = entry.getRequest().getMethod();
    if (method != null && method != HTTPVerb.POST && method != HTTPVerb.PUT) {
      return "The hub takes POST and PUT only; withdraw a resource with the status"
          + " entered-in-error";
    }
    return entry.hasResource() ? null : "The entry carries no resource";
  }

  private static FhirAcceptance message(Bundle request) {
    MessageHeader header = FhirIdentity.header(request);
    if (header == null) {
      throw unprocessable(
          IssueType.REQUIRED,
          "The first entry of a message bundle is its MessageHeader",
          "Bundle.entry[0].resource");
    }
    MessageHeader answer = new MessageHeader();
    answer.setId(UUID.randomUUID().toString());
    answer.setEvent(header.getEvent());
    answer.getSource().setName("Bianmin Hub").setEndpoint("urn:bianmin:hub");
    String id = FhirIdentity.id(header);
    answer
        .getResponse()
        .setIdentifier(id == null ? FhirIdentity.of(request).controlId() : id)
        .setCode(ResponseType.OK);
    Bundle response = new Bundle();
    response.setType(BundleType.MESSAGE);
    response.setId(UUID.randomUUID().toString());
    response.addEntry().setFullUrl("urn:uuid:" + answer.getIdPart()).setResource(answer);
    return new FhirAcceptance(HttpStatus.OK, response);
  }

  static OperationOutcome outcome(IssueSeverity severity, IssueType code, String diagnostics) {
    OperationOutcome outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(severity).setCode(code).setDiagnostics(diagnostics);
    return outcome;
  }

  private static FhirRefusal unprocessable(IssueType code, String why, String expression) {
    return new FhirRefusal(HttpStatus.UNPROCESSABLE_ENTITY, code, why, expression, null);
  }
}
