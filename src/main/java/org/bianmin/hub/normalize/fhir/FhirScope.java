package org.bianmin.hub.normalize.fhir;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource of a message, or an element of one: what FHIRPath expressions start from. {@code
 * resolve()} in an expression finds resources of the same message: contained ({@code #id}), by full
 * URL, by {@code type/id}, and by identifier.
 */
public final class FhirScope {

  private final FhirMessage message;
  private final FhirEntry entry;
  private final Resource owner;
  private final Base element;

  FhirScope(FhirMessage message, FhirEntry entry, Resource owner, Base element) {
    this.message = message;
    this.entry = entry;
    this.owner = owner;
    this.element = element;
  }

  /** Resource type or data type, for example {@code Encounter}, {@code Coding}. */
  public String type() {
    return element.fhirType();
  }

  /** Logical id of the resource that this is, or is part of; null when it has none. */
  public String id() {
    String id = owner.getIdElement().getIdPart();
    return id == null || id.isEmpty() ? null : id;
  }

  /** Bundle.entry.fullUrl of the entry that this belongs to; null where there is none. */
  public String fullUrl() {
    return entry.fullUrl();
  }

  /** Bundle.entry.request.method ({@code PUT}, {@code POST}, …); null where there is none. */
  public String requestMethod() {
    return entry.method();
  }

  /** Whether the resource travels inside another one ({@code DomainResource.contained}). */
  public boolean contained() {
    return owner != entry.resource();
  }

  /**
   * First value as text: primitives and dates as FHIR writes them, Coding its code, CodeableConcept
   * its first code or else its text, Identifier, Quantity and Money their value, Reference its
   * target; null when there is none.
   */
  public String value(FhirPath path) {
    for (Base found : evaluate(path)) {
      String text = FhirText.of(found);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** All values as text, in document order, without the empty ones. */
  public List<String> values(FhirPath path) {
    List<Base> found = evaluate(path);
    List<String> texts = new ArrayList<>(found.size());
    for (Base one : found) {
      String text = FhirText.of(one);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The elements or resources that a path leads to, for example {@code result.resolve()}. */
  public List<FhirScope> groups(FhirPath path) {
    List<Base> found = evaluate(path);
    List<FhirScope> groups = new ArrayList<>(found.size());
    for (Base one : found) {
      groups.add(message.scopeOf(one, this));
    }
    return groups;
  }

  FhirEntry entry() {
    return entry;
  }

  Resource owner() {
    return owner;
  }

  Base resolve(String url) {
    return message.resolve(url, entry, owner);
  }

  private List<Base> evaluate(FhirPath path) {
    try {
      return FhirR4.paths().evaluate(this, owner, entry.resource(), element, path.node());
    } catch (FHIRException e) {
      // the engine quotes the value it stumbles over: only the path may be told
      throw new UnreadableFhir(
          owner.fhirType(),
          "The path '" + path + "' cannot be evaluated on " + element.fhirType(),
          "correct it in mappings/ so that it fits FHIR R4, then replay the message");
    }
  }
}
