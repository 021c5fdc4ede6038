package org.bianmin.hub.normalize.fhir;

import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** The one text that stands for an element. */
final class FhirText {

  private FhirText() {}

  /** Null where the element has no single text (a Period, a resource) or is empty. */
  static String of(Base element) {
    if (element == null) {
      return null;
    }
    if (element.isPrimitive()) {
      return present(element.primitiveValue());
    }
    if (element instanceof Coding coding) {
      return present(coding.getCode());
    }
    if (element instanceof CodeableConcept concept) {
      return ofConcept(concept);
    }
    if (element instanceof Identifier identifier) {
      return present(identifier.getValue());
    }
    if (element instanceof Quantity quantity) {
      return present(quantity.getValueElement().getValueAsString());
    }
    if (element instanceof Money money) {
      return present(money.getValueElement().getValueAsString());
    }
    if (element instanceof Reference reference) {
      return ofReference(reference);
    }
    if (element instanceof ContactPoint contact) {
      return present(contact.getValue());
    }
    if (element instanceof Annotation annotation) {
      return present(annotation.getText());
    }
    return element instanceof Extension extension ? of(extension.getValue()) : null;
  }

  private static String ofConcept(CodeableConcept concept) {
    for (Coding coding : concept.getCoding()) {
      if (coding.hasCode()) {
        return present(coding.getCode());
      }
    }
    return present(concept.getText());
  }

  private static String ofReference(Reference reference) {
    String text = present(reference.getReferenceElement_().getValue());
    return text != null ? text : of(reference.getIdentifier());
  }

  private static String present(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
