package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.recognition.CataloguePlatform.Answer;
import org.bianmin.hub.recognition.CataloguePlatform.Away;
import org.bianmin.hub.recognition.CataloguePlatform.Fetched;
import org.bianmin.hub.recognition.CataloguePlatform.NotModified;
import org.bianmin.hub.recognition.CataloguePlatform.NotOffered;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The platform's catalogue is in force once it is stored, and stays so whatever comes after. */
class CataloguePullTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final String ITEM = CatalogueBodyTest.ITEM;

  @TempDir private Path temp;
  private Mappings mappings;
  private RecognitionProperties properties;
  private CatalogueRows rows;
  private Catalogues catalogues;
  private CataloguePull pull;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void folder() throws IOException {
    mappings = ShippedFolder.copyTo(temp.resolve("mappings")).mappings();
    properties = settings("platform-first");
  }

  private static RecognitionProperties settings(String order) {
    return RecognitionSettings.of("enabled=true", "platform=platform", "catalogue=" + order);
  }

  private void open(TestStore store) {
    rows = new CatalogueRows(store.queries(), new Commands(store.commits()));
    store.commits().start();
    catalogues = new Catalogues(mappings, properties, rows);
    pull =
        new CataloguePull(
            etag -> {
              asked.add(etag);
              return answers.remove();
            },
            rows,
            catalogues,
            mappings,
            properties,
            Clock.fixed(Instant.ofEpochMilli(1_780_000_000_000L), ZoneOffset.UTC));
  }

  private Duration pull(Answer answer) {
    answers.add(answer);
    return pull.run();
  }

  @EachEngine
  void putsWhatIsFetchedInForceAndSendsItsEtagWithTheNextQuestion(TestStore store) {
    open(store);
    assertThat(catalogues.inForce().edition()).isEqualTo("files");

    assertThat(pull(fetched("2026-10", "\"a\"", ITEM))).isEqualTo(EVERY);
    assertThat(pull(new NotModified())).isEqualTo(EVERY);

    assertThat(asked).containsExactly(null, "\"a\"");
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
    assertThat(catalogues.inForce().item("2501", DAY)).isPresent();
    assertThat(catalogues.pulled().fetchedAt()).isEqualTo(1_780_000_000_000L);
    assertThat(catalogues.askedAt()).isEqualTo(1_780_000_000_000L);
    assertThat(catalogues.problem()).isNull();
  }

  @EachEngine
  void hasWhatWasInForceBeforeTheStart(TestStore store) {
    open(store);
    pull(fetched("2026-09", "\"a\"", ITEM));
    pull(fetched("2026-10", "\"b\"", ITEM.replace("30", "14")));

    store.reopen();
    open(store);

    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
    assertThat(catalogues.inForce().item("2501", DAY).orElseThrow().validDays()).isEqualTo(14);
    assertThat(catalogues.pulled().etag()).isEqualTo("\"b\"");
    assertThat(store.count("select count(*) from recognition_catalogue")).isEqualTo(2);
    // a hub that asks no platform any more judges by its files again
    properties = RecognitionSettings.of("enabled=true");
    assertThat(new Catalogues(mappings, properties, rows).inForce().edition()).isEqualTo("files");
  }

  @EachEngine
  void keepsTheOldOneAndSaysWhyWhereTheNewOneCannotBeRead(TestStore store) {
    open(store);
    pull(fetched("2026-10", "\"a\"", ITEM));

    Duration next = pull(fetched("2026-11", "\"b\"", ITEM, ITEM.replace("lab", "labor")));

    assertThat(next).isEqualTo(RETRY);
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
    assertThat(catalogues.problem()).contains("/items/1/kind is none of", "tell the platform's");
    assertThat(store.count("select count(*) from recognition_catalogue")).isEqualTo(1);

    pull(fetched("2026-11", "\"c\"", ITEM));
    assertThat(catalogues.problem()).isNull();
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-11");
    // the etag of what was refused is never sent: the platform would say that it is unchanged
    assertThat(asked).containsExactly(null, "\"a\"", "\"a\"");
  }

  @EachEngine
  void asksAgainSoonerWhileItFailsAndNeverMoreSeldomThanElse(TestStore store) {
    open(store);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      pauses.add(
          pull(new Away("the connection was refused; look at hub.destinations.platform.url")));
    }

    assertThat(pauses.subList(0, 4))
        .extracting(Duration::toMinutes)
        .containsExactly(1L, 2L, 4L, 8L);
    assertThat(pauses.get(10)).isEqualTo(EVERY);
    assertThat(catalogues.problem()).contains("hub.destinations.platform.url");
    assertThat(pull(fetched("2026-10", null, ITEM))).isEqualTo(EVERY);
    assertThat(pull(new Away("again"))).isEqualTo(RETRY);
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
  }

  @EachEngine
  void survivesWhatNobodyExpects(TestStore store) {
    open(store);

    // no answer is left: the platform's client throws
    assertThat(pull.run()).isEqualTo(RETRY);
    assertThat(catalogues.problem()).contains("NoSuchElementException");
    assertThat(pull(new NotModified())).isEqualTo(RETRY.multipliedBy(2));
    assertThat(catalogues.problem()).contains("If-None-Match");
    assertThat(pull(new NotOffered())).isEqualTo(EVERY);
    assertThat(catalogues.problem()).isNull();
    assertThat(catalogues.inForce().edition()).isEqualTo("files");
  }

  @EachEngine
  void keepsBothWhereAnEditionIsChangedUnderItsName(TestStore store) {
    open(store);
    pull(fetched("2026-10", "\"a\"", ITEM));
    pull(fetched("2026-10", "\"b\"", ITEM.replace("30", "14")));
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10~2");
    assertThat(catalogues.inForce().item("2501", DAY).orElseThrow().validDays()).isEqualTo(14);

    // the same again, only written otherwise
    pull(fetched("2026-10", "\"c\"", ITEM.replace(" ", "").replace("30", "14")));
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10~2");
    // taken back
    pull(fetched("2026-10", "\"d\"", ITEM));
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
    assertThat(store.count("select count(*) from recognition_catalogue")).isEqualTo(2);

    store.reopen();
    open(store);
    assertThat(catalogues.inForce().edition()).isEqualTo("2026-10");
    assertThat(catalogues.inForce().item("2501", DAY).orElseThrow().validDays()).isEqualTo(30);
  }

  @EachEngine
  void letsThePlatformsWordCountUnlessTheFilesAreToldToCome(TestStore store) {
    open(store);
    String glucose = ITEM.replace("2501", "lab-glu").replace("30", "14");
    pull(fetched("2026-10", null, ITEM, glucose));

    assertThat(validDays(catalogues, "lab-glu")).isEqualTo(14);
    // what only one of them tells is as that one has it
    assertThat(validDays(catalogues, "lab-k")).isEqualTo(7);
    assertThat(validDays(catalogues, "2501")).isEqualTo(30);

    properties = settings("files-first");
    Catalogues filesFirst = new Catalogues(mappings, properties, rows);
    assertThat(filesFirst.inForce().edition()).isEqualTo("2026-10");
    assertThat(validDays(filesFirst, "lab-glu")).isEqualTo(30);
    assertThat(validDays(filesFirst, "2501")).isEqualTo(30);
  }

  private static int validDays(Catalogues catalogues, String item) {
    return catalogues.inForce().item(item, DAY).orElseThrow().validDays();
  }

  private static Fetched fetched(String edition, String etag, String... items) {
    return new Fetched(edition, etag, CatalogueBodyTest.body(edition, items));
  }
}
