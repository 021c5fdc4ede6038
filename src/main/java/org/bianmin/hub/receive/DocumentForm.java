package org.bianmin.hub.receive;

import java.util.List;
import java.util.function.Supplier;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.Profile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether a source sends the hub's own form of documents (docs/events-api) or one of its own, which
 * only its profile knows ({@code documents} in mappings/profiles) and the normalizer checks.
 */
@Component
final class DocumentForm {

  private final Sources sources;
  private final Supplier<MappingSet> mappings;

  @Autowired
  DocumentForm(Sources sources, Mappings mappings) {
    this(sources, mappings::inForce);
  }

  DocumentForm(Sources sources, Supplier<MappingSet> mappings) {
    this.sources = sources;
    this.mappings = mappings;
  }

  boolean isOwn(String source) {
    SourceProperties properties = sources.sources().get(source);
    Profile profile =
        properties == null ? null : mappings.get().profiles().get(properties.profile());
    return profile != null && profile.documents() != null;
  }

  /**
   * The documents in bytes that no request brought; those of a form of its own stay together.
   *
   * @throws EventRefusal 400
   */
  List<EventBody.Document> read(String source, byte[] raw) {
    return isOwn(source) ? EventBody.whole(raw) : EventBody.documents(raw);
  }
}
