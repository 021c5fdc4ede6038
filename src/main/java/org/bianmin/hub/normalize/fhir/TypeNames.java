package org.bianmin.hub.normalize.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Tells the FHIRPath engine which type names exist ({@code ofType(Quantity)}). Paths only walk the
 * model and need no profiles; HAPI's own support would read them from the validation module.
 */
final class TypeNames implements IValidationSupport {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext context;

  TypeNames(FhirContext context) {
    this.context = context;
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return List.of();
  }

  @Override
  public <T extends IBaseResource> T fetchResource(Class<T> kind, String url) {
    if (kind != StructureDefinition.class || !url.startsWith(BASE)) {
      return null;
    }
    String name = url.substring(BASE.length());
    if (context.getElementDefinition(name) == null && !context.getResourceTypes().contains(name)) {
      return null;
    }
    StructureDefinition type = new StructureDefinition();
    type.setUrl(url).setName(name).setType(name);
    return kind.cast(type);
  }
}
