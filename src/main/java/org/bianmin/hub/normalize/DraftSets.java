package org.bianmin.hub.normalize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.SetCheck;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Reads drafts, with the checks that a set has to pass before it is put in force. */
@Component
@EnableConfigurationProperties(DraftFolder.class)
final class DraftSets {

  /**
   * A draft that was found.
   *
   * @param name of its folder, below {@code hub.drafts}
   * @param set null when there are problems
   */
  record Draft(String name, MappingSet set, List<MappingProblem> problems) {}

  /** There is no such folder, or it is not a draft's; the message says what to write instead. */
  static final class NotADraft extends Exception {

    private static final long serialVersionUID = 1L;

    NotADraft(String reason) {
      super(reason);
    }
  }

  private final Path drafts;
  private final List<SetCheck> checks;

  DraftSets(DraftFolder properties, List<SetCheck> checks) {
    this.drafts = properties.drafts();
    this.checks = List.copyOf(checks);
  }

  Draft read(String folder) throws NotADraft {
    try {
      Path root = root();
      Path found = find(root, folder);
      MappingLoader.Loaded loaded = MappingLoader.load(found);
      List<MappingProblem> problems = new ArrayList<>(loaded.problems());
      if (loaded.set() != null) {
        checks.forEach(check -> problems.addAll(check.check(loaded.set())));
      }
      String name = root.relativize(found).toString().replace('\\', '/');
      return new Draft(name, loaded.set(), problems);
    } catch (IOException | UncheckedIOException e) {
      throw new NotADraft("The draft cannot be read: " + e.getMessage());
    }
  }

  /** Names of the folders below hub.drafts, sorted; none where there is no such folder. */
  List<String> names() {
    if (!Files.isDirectory(drafts)) {
      return List.of();
    }
    try (var folders = Files.list(drafts)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path root() throws IOException, NotADraft {
    if (!Files.isDirectory(drafts)) {
      throw new NotADraft(
          "There is no folder hub.drafts ("
              + drafts
              + ") yet. Begin a draft with a copy: mkdir -p "
              + drafts
              + " && cp -r mappings "
              + drafts.resolve("my-change"));
    }
    return drafts.toRealPath();
  }

  /** Links are followed before the place is compared, so none leads out of the drafts. */
  private Path find(Path root, String folder) throws IOException, NotADraft {
    try {
      for (Path path : List.of(root.resolve(folder), Path.of(folder).toAbsolutePath())) {
        if (Files.isDirectory(path)) {
          Path real = path.toRealPath();
          if (real.startsWith(root) && !real.equals(root)) {
            return real;
          }
        }
      }
    } catch (InvalidPathException e) {
      throw new NotADraft("'folder' is not the name of a folder");
    }
    throw new NotADraft(
        "'folder' names no draft: it has to be a folder below hub.drafts ("
            + drafts
            + "), for example my-change");
  }
}
