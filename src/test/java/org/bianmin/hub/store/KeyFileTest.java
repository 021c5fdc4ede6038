package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  private static final int NODES = 8;

  @TempDir private Path folder;

  @Test
  void nodesThatStartTogetherInOneFolderHaveOneKey() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < 20; round++) {
        Path keys = folder.resolve("keys" + round);
        CyclicBarrier together = new CyclicBarrier(NODES);
        Callable<byte[]> node =
            () -> {
              together.await();
              return KeyFile.load(keys, "some.key", 32, "");
            };
        List<Future<byte[]>> started = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
          started.add(nodes.submit(node));
        }
        Set<String> seen = new TreeSet<>();
        for (Future<byte[]> each : started) {
          seen.add(HexFormat.of().formatHex(each.get()));
        }
        assertThat(seen).hasSize(1);
        try (var files = Files.list(keys)) {
          assertThat(files).containsExactly(keys.resolve("some.key"));
        }
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void aKeyIsReadableByItsUserOnlyAndStaysAsItIs() throws IOException {
    byte[] key = KeyFile.load(folder.resolve("keys"), "some.key", 32, "");

    assertThat(KeyFile.load(folder.resolve("keys"), "some.key", 32, "")).isEqualTo(key);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys/some.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theFolderMayBeALink() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path keys = Files.createSymbolicLink(folder.resolve("keys"), shared);

    byte[] key = KeyFile.load(keys, "some.key", 32, "");

    assertThat(shared.resolve("some.key")).hasBinaryContent(key);
  }

  @Test
  void aKeyOfAnotherLengthIsNotReplaced() throws IOException {
    Files.write(folder.resolve("some.key"), new byte[3]);

    assertThatThrownBy(() -> KeyFile.load(folder, "some.key", 32, "what is lost"))
        .hasMessageContaining("what is lost");
    assertThat(folder.resolve("some.key")).hasSize(3);
  }
}
