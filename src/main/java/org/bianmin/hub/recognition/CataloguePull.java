package org.bianmin.hub.recognition;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the platform for its catalogue once, and puts in force what can be read of it. */
final class CataloguePull {

  private static final Logger LOG = LoggerFactory.getLogger(CataloguePull.class);
  private static final int MOST_DOUBLINGS = 20;

  private final CataloguePlatform platform;
  private final CatalogueRows rows;
  private final Catalogues catalogues;
  private final Mappings mappings;
  private final Duration every;
  private final Duration retry;
  private final Clock clock;
  private int failures;

  CataloguePull(
      CataloguePlatform platform,
      CatalogueRows rows,
      Catalogues catalogues,
      Mappings mappings,
      RecognitionProperties properties,
      Clock clock) {
    this.platform = platform;
    this.rows = rows;
    this.catalogues = catalogues;
    this.mappings = mappings;
    this.every = properties.catalogueEvery();
    this.retry = properties.catalogueRetry();
    this.clock = clock;
  }

  /** Asks; answers when to ask again. Never throws for what platform or store do. */
  Duration run() {
    String problem;
    try {
      PulledCatalogue known = catalogues.pulled();
      problem = take(platform.fetch(known == null ? null : known.etag()), known);
    } catch (UnreadableCatalogue e) {
      problem = e.getMessage();
    } catch (StoreUnavailable e) {
      problem = "The platform's catalogue cannot be stored at the moment";
      LOG.debug("The catalogue cannot be stored", e);
    } catch (RuntimeException e) {
      problem = "The platform's catalogue cannot be had: " + e.getClass().getSimpleName();
      LOG.debug("The catalogue cannot be had", e);
    }
    String before = catalogues.problem();
    catalogues.asked(clock.millis(), problem);
    if (problem == null) {
      failures = 0;
      return every;
    }
    if (!problem.equals(before)) {
      LOG.warn("{}", problem);
    }
    Duration pause = retry.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures++));
    return pause.compareTo(every) < 0 ? pause : every;
  }

  /** What is wrong with an answer, or null; what is right with it is in force. */
  private String take(CataloguePlatform.Answer answer, PulledCatalogue known) {
    if (answer instanceof CataloguePlatform.Fetched fetched) {
      fetched(fetched);
      return null;
    }
    if (answer instanceof CataloguePlatform.Away away) {
      return "The platform's catalogue cannot be had: " + away.reason();
    }
    boolean unasked = answer instanceof CataloguePlatform.NotModified && known == null;
    return unasked
        ? "The platform says that its catalogue is unchanged, and has never told it: its operators"
            + " have to look at ETag and If-None-Match"
        : null;
  }

  private void fetched(CataloguePlatform.Fetched fetched) {
    Set<String> kinds = mappings.inForce().valueSets().getOrDefault("report-category", Set.of());
    Catalogue catalogue = CatalogueBody.read(fetched.body(), kinds);
    CatalogueRows.Row row = rows.put(catalogue, fetched.etag(), fetched.body(), clock.millis());
    PulledCatalogue before = catalogues.pulled();
    catalogues.put(
        new PulledCatalogue(
            new Catalogue(row.edition(), catalogue.items()), row.etag(), row.fetchedAt()));
    if (before == null || !before.catalogue().edition().equals(row.edition())) {
      LOG.info(
          "Edition {} of the platform's catalogue is in force: {} items",
          row.edition(),
          catalogue.items().size());
    }
  }
}
