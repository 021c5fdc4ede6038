package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
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

  CodePlace of(UnmappedQueries.Line line) {
    Unmapped code = line.code();
    MessageRow sample = messages.find(line.sample()).orElse(null);
    Mappings files = mappings.getIfAvailable();
    if (sample == null || files == null) {
      return new CodePlace(List.of(), List.of());
    }
    MappingSet set = files.inForce();
    SourceProperties source = sources.sources().get(code.source());
    String profile = source == null ? DEFAULT : source.profile();
    String format = sample.format().code();
    return code.decidingTable() == null
        ? CodePlace.ofAttribute(set, profile, format, code.type(), code.attribute())
        : CodePlace.ofDecision(set, profile, format, code.type(), code.decidingTable());
  }
}
