package org.bianmin.hub.normalize.fhir;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The references of one message (FHIR R4, Bundle, "Resolving references in Bundles"). A reference
 * that carries an identifier only, and that identifier belongs to a resource of the message, is
 * given that resource's address, because FHIRPath's {@code resolve()} follows addresses only.
 */
final class FhirReferences {

  private static final String BY_IDENTIFIER = "urn:bianmin:entry:";

  private final Map<String, Resource> byAddress = new HashMap<>();
  private final IdentityHashMap<Resource, FhirEntry> entryOf = new IdentityHashMap<>();

  FhirReferences(List<FhirEntry> entries) {
    for (FhirEntry entry : entries) {
      entryOf.put(entry.resource(), entry);
      if (entry.resource() instanceof DomainResource holder) {
        for (Resource contained : holder.getContained()) {
          entryOf.put(contained, entry);
        }
      }
      if (entry.fullUrl() != null) {
        byAddress.putIfAbsent(entry.fullUrl(), entry.resource());
      }
      String id = entry.resource().getIdElement().getIdPart();
      if (id != null && !id.isEmpty()) {
        byAddress.putIfAbsent(entry.resource().fhirType() + '/' + id, entry.resource());
      }
    }
    if (entries.size() > 1) {
      linkIdentifiers(entries);
    }
  }

  /** Null when the message does not hold the target. */
  Base resolve(String url, FhirEntry from, Resource owner) {
    if (url == null || url.isEmpty()) {
      return null;
    }
    if (url.charAt(0) == '#') {
      return contained(url.substring(1), from, owner);
    }
    String plain = withoutVersion(url);
    if (plain.indexOf(':') < 0) {
      String base = base(from.fullUrl());
      Resource sibling = base == null ? null : byAddress.get(base + plain);
      return sibling != null ? sibling : byAddress.get(plain);
    }
    Resource target = byAddress.get(plain);
    if (target != null) {
      return target;
    }
    // an absolute address of a server whose entries carry no full URL
    int type = plain.startsWith("http") ? plain.lastIndexOf('/', plain.lastIndexOf('/') - 1) : -1;
    return type < 0 ? null : withoutFullUrl(plain.substring(type + 1));
  }

  FhirEntry entryOf(Resource resource) {
    return entryOf.get(resource);
  }

  private Resource withoutFullUrl(String typeAndId) {
    Resource target = byAddress.get(typeAndId);
    return target != null && entryOf.get(target).fullUrl() == null ? target : null;
  }

  private static Resource contained(String id, FhirEntry from, Resource owner) {
    if (id.isEmpty()) {
      return from.resource();
    }
    Resource found = containedIn(owner, id);
    return found != null ? found : containedIn(from.resource(), id);
  }

  private static Resource containedIn(Resource resource, String id) {
    if (resource instanceof DomainResource holder) {
      for (Resource contained : holder.getContained()) {
        String own = contained.getIdElement().getIdPart();
        if (id.equals(own) || ("#" + id).equals(own)) {
          return contained;
        }
      }
    }
    return null;
  }

  private void linkIdentifiers(List<FhirEntry> entries) {
    Map<String, Resource> byIdentifier = new HashMap<>();
    for (FhirEntry entry : entries) {
      Base[] identifiers = entry.resource().listChildrenByName("identifier", false);
      if (identifiers == null) {
        // HAPI's answer for a type that has no such element, such as MessageHeader
        continue;
      }
      for (Base child : identifiers) {
        if (child instanceof Identifier identifier && identifier.hasValue()) {
          byIdentifier.putIfAbsent(key(identifier), entry.resource());
        }
      }
    }
    if (byIdentifier.isEmpty()) {
      return;
    }
    var terser = FhirR4.context().newTerser();
    for (FhirEntry entry : entries) {
      for (Reference reference :
          terser.getAllPopulatedChildElementsOfType(entry.resource(), Reference.class)) {
        link(reference, byIdentifier);
      }
    }
  }

  private void link(Reference reference, Map<String, Resource> byIdentifier) {
    if (!reference.getReferenceElement_().isEmpty() || !reference.getIdentifier().hasValue()) {
      return;
    }
    Resource target = byIdentifier.get(key(reference.getIdentifier()));
    if (target == null || (reference.hasType() && !reference.getType().equals(target.fhirType()))) {
      return;
    }
    String fullUrl = entryOf.get(target).fullUrl();
    String address = fullUrl != null ? fullUrl : BY_IDENTIFIER + byAddress.size();
    reference.setReference(address);
    byAddress.putIfAbsent(address, target);
  }

  private static String key(Identifier identifier) {
    return identifier.getSystem() + '|' + identifier.getValue();
  }

  private static String base(String fullUrl) {
    if (fullUrl == null || !fullUrl.startsWith("http")) {
      return null;
    }
    int id = fullUrl.lastIndexOf('/');
    int type = id < 0 ? -1 : fullUrl.lastIndexOf('/', id - 1);
    return type < 0 ? null : fullUrl.substring(0, type + 1);
  }

  private static String withoutVersion(String url) {
    int history = url.indexOf("/_history/");
    return history < 0 ? url : url.substring(0, history);
  }
}
