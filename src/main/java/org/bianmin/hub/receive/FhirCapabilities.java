package org.bianmin.hub.receive;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;

/** What the hub receives, as a CapabilityStatement. */
final class FhirCapabilities {

  /** Types that event files read; other types are stored as well. */
  private static final List<String> TYPES =
      List.of(
          "Account",
          "Bundle",
          "DiagnosticReport",
          "Encounter",
          "Invoice",
          "Observation",
          "Patient");

  private final CapabilityStatement statement;

  /**
   * Describes one running hub.
   *
   * @param version of the software, null in a build without a manifest
   * @param started since when the statement holds
   */
  FhirCapabilities(String version, Date started) {
    statement = new CapabilityStatement();
    statement.setStatus(PublicationStatus.ACTIVE).setDate(started);
    statement.setKind(CapabilityStatementKind.INSTANCE).setFhirVersion(FHIRVersion._4_0_1);
    statement.getSoftware().setName("Bianmin Hub").setVersion(version);
    statement.getImplementation().setDescription("Bianmin Hub 便民枢纽, FHIR receiver");
    statement.addFormat("application/fhir+json");
    statement.addFormat("application/fhir+xml");
    CapabilityStatementRestComponent rest = statement.addRest();
    rest.setMode(RestfulCapabilityMode.SERVER);
    rest.setDocumentation(
        "The hub takes charge of resources and does not serve them: it answers 202 Accepted after"
            + " the message is stored. Message bundles go to /fhir or /fhir/$process-message.");
    for (String type : TYPES) {
      CapabilityStatementRestResourceComponent resource = rest.addResource().setType(type);
      resource.addInteraction().setCode(TypeRestfulInteraction.CREATE);
      resource.addInteraction().setCode(TypeRestfulInteraction.UPDATE);
      resource.setUpdateCreate(true);
    }
    rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    rest.addOperation()
        .setName("process-message")
        .setDefinition("http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message");
  }

  CapabilityStatement statement() {
    return statement;
  }
}
