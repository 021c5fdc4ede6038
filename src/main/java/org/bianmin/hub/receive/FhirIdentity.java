package org.bianmin.hub.receive;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Resource;

/**
 * How the journal names a FHIR message.
 *
 * @param controlId Bundle.identifier, Bundle.id or MessageHeader.id; of a single resource {@code
 *     type/id} with {@code /_history/version} where it has one; empty where the sender gave none
 * @param trigger resource type, {@code Bundle:transaction}, {@code Bundle:message:<event>}
 */
record FhirIdentity(String controlId, String trigger) {

  static FhirIdentity of(Resource resource) {
    if (!(resource instanceof Bundle bundle)) {
      return new FhirIdentity(ofResource(resource), resource.fhirType());
    }
    MessageHeader header = header(bundle);
    String controlId = bundle.getIdentifier().getValue();
    if (blank(controlId)) {
      controlId = id(bundle);
    }
    if (blank(controlId) && header != null) {
      controlId = id(header);
    }
    String trigger = "Bundle:" + bundle.getTypeElement().getValueAsString();
    if (bundle.getType() == Bundle.BundleType.MESSAGE && header != null) {
      trigger += ":" + event(header);
    }
    return new FhirIdentity(blank(controlId) ? "" : controlId, trigger);
  }

  /** The header of a message bundle, its first entry; null where it is missing. */
  static MessageHeader header(Bundle bundle) {
    return !bundle.getEntry().isEmpty()
            && bundle.getEntryFirstRep().getResource() instanceof MessageHeader header
        ? header
        : null;
  }

  /** Logical id, null where it is missing. */
  static String id(Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  private static String ofResource(Resource resource) {
    String id = id(resource);
    if (blank(id)) {
      return "";
    }
    String version = resource.getMeta().getVersionId();
    String control = resource.fhirType() + "/" + id;
    return blank(version) ? control : control + "/_history/" + version;
  }

  private static String event(MessageHeader header) {
    if (header.getEvent() instanceof Coding coding) {
      return blank(coding.getCode()) ? "" : coding.getCode();
    }
    return header.hasEventUriType() ? header.getEventUriType().getValue() : "";
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
