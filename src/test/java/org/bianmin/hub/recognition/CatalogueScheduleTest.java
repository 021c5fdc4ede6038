package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class CatalogueScheduleTest {

  @TempDir private Path temp;
  private TestStore store;
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void open() {
    store = TestStore.embedded(temp.resolve("data"));
    store.commits().start();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void asksAtStartAndAgainAndStopsAtOnce() throws IOException {
    CatalogueSchedule schedule = schedule(properties("enabled=true", "platform=p"), true);
    assertThat(schedule.isAutoStartup()).isTrue();

    schedule.start();
    await().until(() -> asked.get() >= 3);
    assertThat(schedule.isRunning()).isTrue();
    schedule.stop();
    assertThat(schedule.isRunning()).isFalse();
  }

  @Test
  void doesNotAskWhereRecognitionIsOffOrNoPlatformIsNamed() throws IOException {
    assertThat(schedule(properties("platform=p"), true).isAutoStartup()).isFalse();
    assertThat(schedule(properties("enabled=true"), true).isAutoStartup()).isFalse();

    CatalogueSchedule nobody = schedule(properties("enabled=true", "platform=p"), false);
    nobody.start();
    assertThat(nobody.isRunning()).isFalse();
    nobody.stop();
  }

  private static RecognitionProperties properties(String... more) {
    List<String> settings = new ArrayList<>(List.of("catalogue-every=1ms", "catalogue-retry=1ms"));
    settings.addAll(List.of(more));
    return RecognitionSettings.of(settings.toArray(String[]::new));
  }

  private CatalogueSchedule schedule(RecognitionProperties properties, boolean there)
      throws IOException {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    if (there) {
      CataloguePlatform platform =
          etag -> {
            asked.incrementAndGet();
            return new CataloguePlatform.NotOffered();
          };
      beans.addBean("platform", platform);
    }
    Mappings mappings =
        ShippedFolder.copyTo(temp.resolve("m" + properties.hashCode() + there)).mappings();
    CatalogueRows rows = new CatalogueRows(store.queries(), new Commands(store.commits()));
    return new CatalogueSchedule(
        beans.getBeanProvider(CataloguePlatform.class),
        rows,
        new Catalogues(mappings, properties, rows),
        mappings,
        properties);
  }
}
