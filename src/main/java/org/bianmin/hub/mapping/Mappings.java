package org.bianmin.hub.mapping;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The mapping set in force. Reload is all or nothing: an invalid folder leaves the old set. */
@Component
@EnableConfigurationProperties(MappingFolder.class)
public final class Mappings {

  /** The folder as it was at one moment: the set, and what is read beside it. */
  private record Reading(MappingLoader.Loaded loaded, List<SetCompanion.Prepared> beside) {}

  private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);

  /** So often it is read again when files change while it is read. */
  private static final int READINGS = 5;

  private final Path folder;
  private final List<SetCheck> checks;
  private final List<SetCompanion> companions;
  // the folder as it was last read; null when it could not be read at all
  private FolderStamp read;
  private volatile MappingSet inForce;
  private volatile Instant since;
  private volatile List<MappingProblem> problems = List.of();

  Mappings(MappingFolder properties, List<SetCheck> checks, List<SetCompanion> companions) {
    this.folder = properties.mappings();
    this.checks = List.copyOf(checks);
    this.companions = List.copyOf(companions);
    reload();
    if (inForce == null) {
      throw new IllegalStateException(
          "hub.mappings ("
              + folder
              + ") cannot be used:\n  "
              + String.join("\n  ", problems.stream().map(Object::toString).toList()));
    }
  }

  public MappingSet inForce() {
    return inForce;
  }

  /** When the set in force was put in force. */
  public Instant since() {
    return since;
  }

  /** What is wrong with the folder as it is now; empty when it is the set in force. */
  public List<MappingProblem> problems() {
    return problems;
  }

  Path folder() {
    return folder;
  }

  /** Whether a file is another than when the folder was last read. */
  synchronized boolean isChanged() {
    return !FolderStamp.of(folder).equals(read);
  }

  /** Reads the folder again; the new set is in force when this returns without problems. */
  public synchronized List<MappingProblem> reload() {
    Reading reading = load();
    MappingLoader.Loaded loaded = reading.loaded();
    List<MappingProblem> found = new ArrayList<>(loaded.problems());
    if (loaded.set() != null) {
      checks.forEach(check -> found.addAll(check.check(loaded.set())));
      reading.beside().forEach(prepared -> found.addAll(prepared.problems()));
      lostZeros(loaded.set(), found);
    }
    List<MappingProblem> before = problems;
    problems = List.copyOf(found);
    if (problems.isEmpty()) {
      putInForce(loaded.set());
      reading.beside().forEach(prepared -> prepared.putInForce().run());
    } else if (!problems.equals(before)) {
      LOG.error(
          "The mappings folder has {} problems; {}: {}",
          problems.size(),
          inForce == null ? "there is no set to use" : "the old set stays in force",
          problems);
    }
    return problems;
  }

  /** A set is made of files that stood still while they were read. */
  private Reading load() {
    for (int i = 0; i < READINGS; i++) {
      FolderStamp stamp = FolderStamp.of(folder);
      Reading reading;
      try {
        reading = reading(MappingLoader.load(folder));
      } catch (UncheckedIOException e) {
        read = null;
        return refused(
            e.getMessage() + "; close the file where it is open, and look whether it may be read");
      }
      if (FolderStamp.of(folder).equals(stamp)) {
        read = stamp;
        return reading;
      }
    }
    read = null;
    return refused("files are being written; reload when that is done");
  }

  private Reading reading(MappingLoader.Loaded loaded) {
    return new Reading(
        loaded,
        loaded.set() == null
            ? List.of()
            : companions.stream().map(other -> other.prepare(folder, loaded.set())).toList());
  }

  private static Reading refused(String reason) {
    return new Reading(
        new MappingLoader.Loaded(null, List.of(new MappingProblem(".", 0, reason))), List.of());
  }

  /** Once a table is opened in Excel all its zeros are gone, and only the set before knows them. */
  private void lostZeros(MappingSet set, List<MappingProblem> found) {
    if (inForce == null) {
      return;
    }
    for (CodeTable table : set.tables().values()) {
      String file = "codes/" + table.name() + ".csv";
      lostZeros(inForce.tables().get(table.name()), table, file, found);
    }
    Map<String, CodeTable> before = inForce.recognition().codes();
    set.recognition()
        .codes()
        .forEach((file, codes) -> lostZeros(before.get(file), codes, file, found));
  }

  private static void lostZeros(
      CodeTable before, CodeTable now, String file, List<MappingProblem> found) {
    if (before != null) {
      found.addAll(CodeTableFile.few(LostZeros.problems(before, now, file), file));
    }
  }

  private void putInForce(MappingSet set) {
    if (inForce != null && inForce.hash().equals(set.hash())) {
      // saved again as it was
      return;
    }
    inForce = set;
    since = Instant.now();
    LOG.info(
        "Mapping set {} is in force: {} events, {} tables",
        set.hash(),
        set.events().size(),
        set.tables().size());
  }
}
