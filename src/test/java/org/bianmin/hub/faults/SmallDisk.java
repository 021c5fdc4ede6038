package org.bianmin.hub.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own that a test can really fill. Needs root. */
final class SmallDisk implements AutoCloseable {

  private static final int PIECE = 1 << 12;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts it.
   *
   * @return null where this user may not mount
   */
  static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    return run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())
        ? new SmallDisk(folder)
        : null;
  }

  Path folder() {
    return folder;
  }

  long free() throws IOException {
    FileStore store = Files.getFileStore(folder);
    return store.getUsableSpace();
  }

  /** Writes ballast until so many bytes are free; with 0 until nothing more can be written. */
  void fillUpTo(long free) throws IOException {
    byte[] piece = new byte[PIECE];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (free() > free) {
        ballast.write(piece);
      }
    } catch (IOException e) {
      if (free > 0) {
        throw e;
      }
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false;
    }
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", folder.toString()) && !run("umount", "-l", folder.toString())) {
      throw new IOException(folder + " stays mounted");
    }
  }
}
