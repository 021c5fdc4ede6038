package org.bianmin.hub.recognition;

import java.time.Clock;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Catalogue and scopes for the tests of other rooms. */
public final class RecognitionRoom {

  private RecognitionRoom() {}

  /** Registers what answers for catalogue and scopes; the caller adds the mappings. */
  public static void register(AnnotationConfigApplicationContext context, TestStore store) {
    context.registerBean(JdbcClient.class, store::queries);
    context.registerBean(Commands.class, () -> new Commands(store.commits()));
    context.register(
        RecognitionBeans.class,
        CatalogueRows.class,
        Catalogues.class,
        UncoveredItems.class,
        ScopeWatch.class);
  }

  /** Has the platform answer with a catalogue. */
  public static void pull(AnnotationConfigApplicationContext context, String etag, String body) {
    CataloguePull pull =
        new CataloguePull(
            asked -> new CataloguePlatform.Fetched(null, etag, body),
            context.getBean(CatalogueRows.class),
            context.getBean(Catalogues.class),
            context.getBean(Mappings.class),
            context.getBean(RecognitionProperties.class),
            Clock.systemUTC());
    var unused = pull.run();
  }

  /** A catalogue of one item, {@code 2501}, as the platform writes it. */
  public static String body(String edition) {
    return CatalogueBodyTest.body(edition, CatalogueBodyTest.ITEM);
  }
}
