package org.bianmin.hub.recognition;

import java.util.Objects;
import java.util.Set;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The catalogue in force: what the platform last told, and what the files tell. */
@Component
public final class Catalogues {

  private record InForce(PulledCatalogue pulled, String hash, Catalogue catalogue) {}

  private static final Logger LOG = LoggerFactory.getLogger(Catalogues.class);

  private final Mappings mappings;
  private final CatalogueOrder order;
  private volatile PulledCatalogue pulled;
  private volatile InForce last;
  private volatile Long askedAt;
  private volatile String problem;

  @Autowired
  Catalogues(Mappings mappings, RecognitionProperties properties, CatalogueRows rows) {
    this(mappings, properties);
    if (properties.platform() != null) {
      rows.newest().ifPresent(this::restore);
    }
  }

  Catalogues(Mappings mappings, RecognitionProperties properties) {
    this.mappings = mappings;
    this.order = properties.catalogue();
  }

  /** What was in force before the start is so until the platform tells something else. */
  private void restore(CatalogueRows.Row row) {
    try {
      pulled = new PulledCatalogue(row.catalogue(Set.of()), row.etag(), row.fetchedAt());
    } catch (UnreadableCatalogue e) {
      LOG.warn("The stored edition {} of the catalogue cannot be read any more", row.edition(), e);
    }
  }

  /** The catalogue in force with the mapping set in force. */
  public Catalogue inForce() {
    return inForce(mappings.inForce());
  }

  /**
   * The catalogue in force with a mapping set: an item that platform and files both tell is as
   * {@code hub.recognition.catalogue} says, one that only one of them tells as that one has it.
   */
  public Catalogue inForce(MappingSet set) {
    PulledCatalogue now = pulled;
    InForce known = last;
    if (known == null || !Objects.equals(known.pulled(), now) || !known.hash().equals(set.hash())) {
      known = new InForce(now, set.hash(), of(now, set));
      last = known;
    }
    return known.catalogue();
  }

  private Catalogue of(PulledCatalogue now, MappingSet set) {
    Catalogue files = new Catalogue(Catalogue.FILES, set.recognition().catalogue());
    if (now == null) {
      return files;
    }
    Catalogue platform = now.catalogue();
    return order == CatalogueOrder.FILES_FIRST
        ? Catalogue.of(platform.edition(), files, platform)
        : Catalogue.of(platform.edition(), platform, files);
  }

  /** What the platform told last and could be read; null where it never told one. */
  public PulledCatalogue pulled() {
    return pulled;
  }

  /** When the platform was last asked, epoch milliseconds; null where it never was. */
  public Long askedAt() {
    return askedAt;
  }

  /** What went wrong when it was last asked, with the remedy; null where nothing did. */
  public String problem() {
    return problem;
  }

  void put(PulledCatalogue next) {
    pulled = next;
  }

  void asked(long at, String wrong) {
    askedAt = at;
    problem = wrong;
  }
}
