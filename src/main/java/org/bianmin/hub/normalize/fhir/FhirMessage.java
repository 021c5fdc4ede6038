package org.bianmin.hub.normalize.fhir;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * A FHIR R4 message: a single resource, or a bundle of any type. Not safe for use by several
 * threads at once.
 */
public final class FhirMessage {

  private final Resource root;
  private final List<FhirEntry> entries = new ArrayList<>();
  private final FhirReferences references;

  private FhirMessage(Resource root) {
    this.root = root;
    collect(root, null, null);
    this.references = new FhirReferences(entries);
  }

  /**
   * Parses a message.
   *
   * @param raw the bytes as received, JSON or XML
   * @param contentHint content type of the transport ({@code application/fhir+xml; charset=…}) or
   *     {@code charset=…} alone; null when unknown: syntax and charset are then told by the bytes
   * @throws UnreadableFhir when they are not a FHIR R4 resource
   */
  public static FhirMessage parse(byte[] raw, String contentHint) {
    return new FhirMessage(FhirBytes.read(raw, contentHint));
  }

  /**
   * Resource type of the outermost resource, found without building the model.
   *
   * @return empty when the bytes do not tell
   */
  public static String resourceTypeOf(byte[] raw) {
    return ResourceTypeScan.of(raw);
  }

  /** Type of the outermost resource, {@code Bundle} for a bundle. */
  public String type() {
    return root.fhirType();
  }

  /** Whether FHIR R4 has a resource of that name. */
  public static boolean isResourceType(String name) {
    return FhirR4.context().getResourceTypes().contains(name);
  }

  /**
   * Every resource of a type in document order: the message itself, bundle entries, entries of
   * bundles inside bundles, contained resources.
   */
  public List<FhirScope> resources(String type) {
    List<FhirScope> found = new ArrayList<>();
    if (root instanceof Bundle && type.equals("Bundle")) {
      found.add(scope(new FhirEntry(root, null, null), root));
    }
    for (FhirEntry entry : entries) {
      if (type.equals(entry.resource().fhirType())) {
        found.add(scope(entry, entry.resource()));
      }
      if (entry.resource() instanceof DomainResource holder && holder.hasContained()) {
        for (Resource contained : holder.getContained()) {
          if (type.equals(contained.fhirType())) {
            found.add(scope(entry, contained));
          }
        }
      }
    }
    return found;
  }

  Base resolve(String url, FhirEntry entry, Resource owner) {
    return references.resolve(url, entry, owner);
  }

  /** A resource reached by reference is read in its own entry, an element in that of its owner. */
  FhirScope scopeOf(Base element, FhirScope from) {
    if (!(element instanceof Resource resource)) {
      return new FhirScope(this, from.entry(), from.owner(), element);
    }
    FhirEntry entry = references.entryOf(resource);
    return scope(entry == null ? from.entry() : entry, resource);
  }

  private FhirScope scope(FhirEntry entry, Resource resource) {
    return new FhirScope(this, entry, resource, resource);
  }

  private void collect(Resource resource, String fullUrl, String method) {
    if (!(resource instanceof Bundle bundle)) {
      entries.add(new FhirEntry(resource, fullUrl, method));
      return;
    }
    for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
      if (entry.hasResource()) {
        collect(
            entry.getResource(),
            entry.getFullUrl(),
            entry.getRequest().getMethodElement().getValueAsString());
      }
    }
  }
}
