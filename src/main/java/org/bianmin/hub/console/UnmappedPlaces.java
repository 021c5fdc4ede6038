package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.CodePlace;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Shows where a code without a row stands, without showing any of the message. */
@Component
final class UnmappedPlaces {

  private static final String DEFAULT = "default";

  private final ObjectProvider<Mappings> mappings;
  private final Sources sources;
  private final MessageQueries messages;

  UnmappedPlaces(ObjectProvider<Mappings> mappings, Sources sources, MessageQueries messages) {
    this.mappings = mappings;
    this.sources = sources;
    this.messages = messages;
  }

  /** The set in force; empty in a hub that reads no messages. */
  Optional<MappingSet> set() {
    return Optional.ofNullable(mappings.getIfAvailable()).map(Mappings::inForce);
  }

  CodePlace of(UnmappedQueries.Line line) {
    MessageRow sample = messages.find(line.sample()).orElse(null);
    MappingSet set = set().orElse(null);
    return sample == null || set == null
        ? new CodePlace(List.of(), List.of())
        : of(set, line.code(), sample.format().code());
  }

  private CodePlace of(MappingSet set, Unmapped code, String format) {
    SourceProperties source = sources.sources().get(code.source());
    String profile = source == null ? DEFAULT : source.profile();
    return code.decidingTable() == null
        ? CodePlace.ofAttribute(set, profile, format, code.type(), code.attribute())
        : CodePlace.ofDecision(set, profile, format, code.type(), code.decidingTable());
  }

  /** Tables that translate what a source tells in a place, whatever the format; by name. */
  List<String> tables(UnmappedQueries.Place place, String source) {
    Unmapped code = new Unmapped(place.type(), place.attribute(), source, "");
    MappingSet set = set().orElse(null);
    if (code.decidingTable() != null) {
      return List.of(code.decidingTable());
    }
    Set<String> tables = new LinkedHashSet<>();
    if (set != null) {
      for (MessageFormat format : MessageFormat.values()) {
        tables.addAll(of(set, code, format.code()).tables());
      }
    }
    return new ArrayList<>(tables);
  }
}
