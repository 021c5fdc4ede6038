package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Size and time of every file that decides how messages are read: tells cheaply, on any file
 * system, whether a folder is as it was.
 */
record FolderStamp(Map<String, String> files) {

  /** What people and editors read; a change there changes nothing in force. */
  private static final Set<String> LEFT_OUT = Set.of("examples", "schemas");

  /** The folder as it is now; a folder or file that cannot be looked at is not in it. */
  static FolderStamp of(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try {
      // what links lead to counts: a folder may be switched by one
      Path real = folder.toRealPath();
      Files.walkFileTree(
          real,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Visitor(real, files));
    } catch (IOException e) {
      // what could be seen has to do: the reader says what is wrong with the rest
      files.put("", String.valueOf(e.getClass()));
    }
    return new FolderStamp(files);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final Map<String, String> files;

    Visitor(Path folder, Map<String, String> files) {
      this.folder = folder;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return LEFT_OUT.contains(String.valueOf(path.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      String name = path.getFileName().toString();
      boolean read = name.endsWith(".yaml") || name.endsWith(".csv");
      if (read && !MappingLoader.isPassing(path)) {
        files.put(
            folder.relativize(path).toString(),
            attributes.size() + " " + attributes.lastModifiedTime());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      // gone since it was listed: temporary files come and go
      return FileVisitResult.CONTINUE;
    }
  }
}
