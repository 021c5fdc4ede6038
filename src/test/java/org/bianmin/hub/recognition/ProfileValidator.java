package org.bianmin.hub.recognition;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.StructureDefinition;

/** Judges bundles by FHIR R4 and the published profiles. Code systems it lacks are warnings. */
public final class ProfileValidator {

  static final Path PROFILES = Path.of("docs", "platform-contract", "profiles");

  private final FhirValidator validator;

  /** Reads the profiles; takes seconds. */
  public ProfileValidator() {
    FhirContext context = FhirContext.forR4Cached();
    PrePopulatedValidationSupport profiles = new PrePopulatedValidationSupport(context);
    try (Stream<Path> files = Files.list(PROFILES)) {
      for (Path file : files.sorted().toList()) {
        profiles.addStructureDefinition(
            context
                .newJsonParser()
                .parseResource(StructureDefinition.class, Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FhirInstanceValidator instances =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                profiles,
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context)));
    instances.setErrorForUnknownProfiles(true);
    validator = context.newValidator().registerValidatorModule(instances);
  }

  /** Errors of a bundle with their places. */
  public List<String> errors(byte[] bundle) {
    return validator
        .validateWithResult(new String(bundle, StandardCharsets.UTF_8))
        .getMessages()
        .stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(ProfileValidator::text)
        .toList();
  }

  private static String text(SingleValidationMessage message) {
    return message.getLocationString() + ": " + message.getMessage();
  }
}
