package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BackupsTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path data;
  @TempDir Path folder;

  private TestStore store;
  private Commands commands;

  @BeforeEach
  void open() {
    store = TestStore.embedded(data);
    commands = new Commands(store.commits());
    store.commits().start();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static StoreProperties properties(DataSize least) {
    return new StoreProperties(null, null, null, 2, least);
  }

  private Backups backups(Path to) {
    return new Backups(
        store.database().file(), new BackupProperties(to), properties(DataSize.ofMegabytes(1)));
  }

  /** Writes two rows that have to be equal in one transaction. */
  private void pair(long n) {
    commands.execute(
        session -> {
          for (String name : new String[] {"one", "other"}) {
            PreparedStatement put =
                session.prepare(
                    "insert into id_block (name, next_id) values (?, ?) on conflict (name) do"
                        + " update set next_id = excluded.next_id");
            put.setString(1, name);
            put.setLong(2, n);
            put.executeUpdate();
          }
          return null;
        });
  }

  @Test
  void copyTakenUnderLoadIsOneMomentAndOpensAsAStore() throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicLong written = new AtomicLong();
    Thread load =
        new Thread(
            () -> {
              while (going.get()) {
                pair(written.incrementAndGet());
              }
            });
    load.start();
    Backups backups = backups(folder);
    await().atMost(SOON).until(() -> written.get() > 20);
    long before = written.get();

    assertThat(backups.begin()).isPresent();
    await().atMost(SOON).until(() -> !backups.last().orElseThrow().running());
    await().atMost(SOON).until(() -> written.get() > before + 20);
    going.set(false);
    load.join();

    Backup done = backups.last().orElseThrow();
    assertThat(done.state()).as(done.problem()).isEqualTo(Backup.State.DONE);
    assertThat(backups.newest()).isBetween(done.startedAt() - 1, System.currentTimeMillis());
    Path restored = Files.createDirectories(data.resolve("restored"));
    Files.copy(folder.resolve(done.file()), restored.resolve("hub.db"));
    TestStore copy = TestStore.embedded(restored);
    try {
      long one = copy.count("select next_id from id_block where name = 'one'");
      assertThat(one)
          .isEqualTo(copy.count("select next_id from id_block where name = 'other'"))
          .isBetween(before - 1, written.get());
    } finally {
      copy.close();
    }
  }

  @Test
  void nothingButWholeCopiesHasTheFinalName() throws Exception {
    Backups backups = backups(folder);
    assertThat(backups.newest()).isNull();
    Files.writeString(folder.resolve("hub-20261127-010203-004.db.part"), "broken off");
    assertThat(backups.newest()).isNull();
    assertThat(backups.cancel()).as("nothing is being made").isFalse();

    assertThat(backups.begin()).isPresent();
    await().atMost(SOON).until(() -> !backups.last().orElseThrow().running());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(backups.last().orElseThrow().file());
    }
  }

  @Test
  void saysWhyNoCopyCanBeMade() {
    assertThatThrownBy(() -> backups(null).begin())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hub.backup.folder");
    assertThatThrownBy(
            () ->
                new Backups(null, new BackupProperties(folder), properties(DataSize.ofBytes(1)))
                    .begin())
        .hasMessageContaining("pg_dump");
    assertThatThrownBy(
            () ->
                new Backups(
                        store.database().file(),
                        new BackupProperties(folder),
                        properties(DataSize.ofTerabytes(900)))
                    .begin())
        .hasMessageContaining("less room");
  }
}
