package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.springframework.util.FileSystemUtils;

class SetsInForceTest {

  private static SetsInForce of(TestStore store) {
    return new SetsInForce(store.queries(), new Commands(store.commits()));
  }

  private static void putInForce(SetsInForce sets, Path folder) {
    MappingSet set = MappingLoader.load(folder).set();
    sets.prepare(folder, set).putInForce().run();
  }

  private static void awaitEntries(SetsInForce sets, int size) {
    await().atMost(Duration.ofMinutes(1)).until(() -> sets.history(9).size() == size);
  }

  @EachEngine
  void writesASetWhenItsFilesHaveChangedAndNamesThem(TestStore store) throws Exception {
    Path folder = store.folder().data().resolve("mappings-of-test");
    FileSystemUtils.copyRecursively(Path.of("mappings"), folder);
    store.commits().start();
    SetsInForce sets = of(store);
    putInForce(sets, folder);
    sets.start();
    awaitEntries(sets, 1);
    assertThat(sets.files()).extracting(file -> file.path()).contains("codes/clinic-level.csv");

    // as it is: nothing new
    putInForce(sets, folder);
    Path table = folder.resolve("codes/clinic-level.csv");
    Files.writeString(table, Files.readString(table) + "his,VVIP,special-need,,\n");
    putInForce(sets, folder);
    awaitEntries(sets, 2);

    List<SetsInForce.Entry> history = sets.history(9);
    assertThat(history.get(0).changed(history.get(1))).containsExactly("codes/clinic-level.csv");
    assertThat(history.get(0).hash()).isNotEqualTo(history.get(1).hash());

    // started again with the same files
    SetsInForce again = of(store);
    putInForce(again, folder);
    again.start();
    again.stop();
    assertThat(again.history(9)).hasSize(2);
  }
}
