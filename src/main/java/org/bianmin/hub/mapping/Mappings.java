package org.bianmin.hub.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The mapping set in force. Reload is all or nothing: an invalid folder leaves the old set. */
@Component
@EnableConfigurationProperties(MappingFolder.class)
public final class Mappings {

  private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);

  private final Path folder;
  private final List<SetCheck> checks;
  private volatile MappingSet inForce;
  private volatile List<MappingProblem> problems = List.of();

  Mappings(MappingFolder properties, List<SetCheck> checks) {
    this.folder = properties.mappings();
    this.checks = List.copyOf(checks);
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

  /** What is wrong with the folder as it is now; empty when it is the set in force. */
  public List<MappingProblem> problems() {
    return problems;
  }

  /** Reads the folder again; the new set is in force when this returns without problems. */
  public synchronized List<MappingProblem> reload() {
    MappingLoader.Loaded loaded = MappingLoader.load(folder);
    List<MappingProblem> found = new ArrayList<>(loaded.problems());
    if (loaded.set() != null) {
      checks.forEach(check -> found.addAll(check.check(loaded.set())));
    }
    problems = List.copyOf(found);
    if (problems.isEmpty()) {
      inForce = loaded.set();
      LOG.info(
          "Mapping set {} is in force: {} events, {} tables",
          inForce.hash(),
          inForce.events().size(),
          inForce.tables().size());
    } else {
      LOG.error(
          "The mappings folder has {} problems; {}: {}",
          problems.size(),
          inForce == null ? "there is no set to use" : "the old set stays in force",
          problems);
    }
    return problems;
  }
}
