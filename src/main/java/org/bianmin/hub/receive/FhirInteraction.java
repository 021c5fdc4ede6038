package org.bianmin.hub.receive;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpStatus;

/**
 * What a request asks for.
 *
 * @param method HTTP method
 * @param type resource type of the URL, or {@code $process-message}; null for {@code /fhir} itself
 * @param id logical id of the URL, null where there is none
 */
record FhirInteraction(String method, String type, String id) {

  static final String PROCESS_MESSAGE = "$process-message";

  private static final Set<String> WRITES = Set.of("POST", "PUT");

  /**
   * Reads method and path.
   *
   * @param path below {@code /fhir}, for example {@code /Encounter/e1}
   * @throws FhirRefusal 404 or 405 for what the hub does not take
   */
  static FhirInteraction of(String method, String path) {
    String[] parts = (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
    String type = parts[0].isEmpty() ? null : parts[0];
    String id = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : null;
    FhirInteraction interaction = new FhirInteraction(method, type, id);
    if (interaction.isMetadata()) {
      return interaction;
    }
    interaction.checkType();
    interaction.checkMethod(parts.length);
    return interaction;
  }

  boolean isMetadata() {
    return "metadata".equals(type) && id == null && !WRITES.contains(method);
  }

  /**
   * Compares the body with the URL.
   *
   * @throws FhirRefusal 400 when type or id differ
   */
  void check(Resource resource) {
    String found = resource.fhirType();
    if (PROCESS_MESSAGE.equals(type)
        ? !"Bundle".equals(found)
        : type != null && !type.equals(found)) {
      throw new FhirRefusal(
          HttpStatus.BAD_REQUEST,
          IssueType.INVALID,
          "The body is a " + found + ", but the URL says " + type + ": send it to its own URL",
          found,
          null);
    }
    if (id != null && !id.equals(FhirIdentity.id(resource))) {
      throw new FhirRefusal(
          HttpStatus.BAD_REQUEST,
          IssueType.INVALID,
          "An update carries the same id in body and URL: correct " + found + ".id or the URL",
          found + ".id",
          null);
    }
  }

  private void checkType() {
    if (type != null
        && !PROCESS_MESSAGE.equals(type)
        && !FhirContext.forR4Cached().getResourceTypes().contains(type)) {
      throw new FhirRefusal(
          HttpStatus.NOT_FOUND,
          IssueType.NOTSUPPORTED,
          "The URL names no R4 resource type: post to /fhir or /fhir/{type}");
    }
  }

  private void checkMethod(int parts) {
    boolean create = "POST".equals(method) && parts == 1;
    boolean update = "PUT".equals(method) && parts == 2 && id != null;
    if (!create && !update) {
      throw new FhirRefusal(
          HttpStatus.METHOD_NOT_ALLOWED,
          IssueType.NOTSUPPORTED,
          "The hub receives only: POST /fhir, POST /fhir/{type}, PUT /fhir/{type}/{id},"
              + " GET /fhir/metadata. To withdraw a resource send it with the status"
              + " entered-in-error");
    }
  }
}
