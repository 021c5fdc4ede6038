package org.bianmin.hub.normalize;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.LinkBinding;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Profile;

/**
 * Turns one message into what it tells. Holds no state of its own but compiled mappings, so any
 * number of threads may use it. Knows no clock and no store.
 */
final class MessageNormalizer {

  private static final String FHIR = "fhir";

  private static final SourceProperties UNKNOWN_SOURCE =
      SourceProperties.reading(null, java.time.ZoneId.of("Asia/Shanghai"), "default", 10);

  private static final SourceProperties RECOGNITION =
      SourceProperties.reading(null, java.time.ZoneId.of("Asia/Shanghai"), Sources.RECOGNITION, 10);

  private final Sources sources;
  private final MappingSet set;
  private final boolean identified;
  private final MessageReader hl7;
  private final MessageReader fhir;
  private final EventDocuments documents;
  private final Map<String, MessageReader> json = new ConcurrentHashMap<>();
  private final Map<String, CompiledSet> compiled = new ConcurrentHashMap<>();

  /** One that tells facts and links only. */
  MessageNormalizer(Sources sources, Hl7Charsets charsets, MappingSet set) {
    this(sources, charsets, set, false);
  }

  /**
   * A normalizer.
   *
   * @param identified whether it also tells who patients are by law
   */
  MessageNormalizer(Sources sources, Hl7Charsets charsets, MappingSet set, boolean identified) {
    this.identified = identified;
    this.sources = sources;
    this.set = set;
    this.hl7 = new Hl7Reader(charsets);
    this.fhir = new FhirReader(resourceTypes(set));
    this.documents = new EventDocuments(set);
  }

  private static SortedSet<String> resourceTypes(MappingSet set) {
    SortedSet<String> types = new TreeSet<>();
    for (EventDefinition event : set.events().values()) {
      event.bindings().forEach(binding -> addType(binding, types));
    }
    for (Profile profile : set.profiles().values()) {
      profile.bindings().values().forEach(own -> own.forEach(b -> addType(b, types)));
    }
    for (LinkBinding link : set.links()) {
      if (link.format().equals(FHIR)) {
        types.addAll(link.on());
      }
    }
    return types;
  }

  private static void addType(Binding binding, SortedSet<String> types) {
    if (binding.format().equals(FHIR)) {
      types.addAll(binding.on());
    }
  }

  /** Hash of the mapping set that it reads with. */
  String mapping() {
    return set.hash();
  }

  /** What becomes of a message. */
  Outcome normalize(JournalRow row) {
    NewMessage message = row.message();
    SourceProperties source =
        message.source().equals(Sources.RECOGNITION)
            ? RECOGNITION
            : sources.sources().getOrDefault(message.source(), UNKNOWN_SOURCE);
    try {
      return switch (message.format()) {
        case HL7V2 -> read(hl7, row, source);
        case FHIR -> read(fhir, row, source);
        case JSON -> json(row, source);
        case ROW -> document(row, source);
      };
    } catch (CannotMap e) {
      return new Outcome.Unmappable(e.parked(), e.missing());
    }
  }

  /** A document of the hub's own form, or of the sender's where the profile knows that one. */
  private Outcome json(JournalRow row, SourceProperties source) {
    Profile profile = set.profiles().get(source.profile());
    if (profile == null || profile.documents() == null) {
      return document(row, source);
    }
    MessageReader reader =
        json.computeIfAbsent(profile.name(), name -> new JsonReader(profile.documents()));
    return read(reader, row, source);
  }

  private Outcome document(JournalRow row, SourceProperties source) {
    var unit = new MessageReader.Unit("", null, 0, row.message().controlId());
    Reading reading = reading(row, source, unit, checksum(row.message().raw()), List.of());
    boolean isRow = row.message().format() == MessageFormat.ROW;
    Assertion told = documents.read(row.message().raw(), isRow, reading);
    ToldIdentity identity = identified ? documents.identity(told) : null;
    return new Outcome.Normalized(
        List.of(told), List.of(), identity == null ? List.of() : List.of(identity), List.of());
  }

  private Outcome read(MessageReader reader, JournalRow row, SourceProperties source) {
    CompiledSet bindings =
        compiled.computeIfAbsent(
            source.profile() + ' ' + reader.format().name(),
            key -> new CompiledSet(reader.format(), set, profile(source), identified));
    Found found = new Found();
    String reason = null;
    long content = checksum(row.message().raw());
    for (MessageReader.Unit unit : reader.units(row, source)) {
      Reading reading = reading(row, source, unit, content, found.documents);
      String why = bindings.read(unit.trigger(), unit.part(), reading, found);
      reason = reason == null ? why : reason;
    }
    if (found.isEmpty()) {
      return new Outcome.Ignored(reason == null ? "nothing in it that could be told" : reason);
    }
    return new Outcome.Normalized(
        SameFact.combine(found.assertions),
        found.links,
        found.identities.isEmpty() ? List.of() : List.copyOf(found.identities.values()),
        found.documents);
  }

  private String profile(SourceProperties source) {
    if (!set.profiles().containsKey(source.profile())) {
      throw new CannotMap(
          "map",
          "no mappings/profiles/" + source.profile() + ".yaml; correct hub.sources.*.profile",
          null);
    }
    return source.profile();
  }

  private static long checksum(byte[] raw) {
    CRC32C checksum = new CRC32C();
    checksum.update(raw);
    return checksum.getValue();
  }

  private Reading reading(
      JournalRow row,
      SourceProperties source,
      MessageReader.Unit unit,
      long content,
      List<ReportDocument> documents) {
    NewMessage message = row.message();
    return new Reading(
        message.source(),
        message.facility(),
        source.zone(),
        source.rank(),
        row.id(),
        row.reading(),
        set.hash(),
        message.receivedAt(),
        unit.sentAt(),
        unit.controlId(),
        content,
        0,
        documents);
  }
}
