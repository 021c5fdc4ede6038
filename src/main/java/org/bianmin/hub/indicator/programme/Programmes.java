package org.bianmin.hub.indicator.programme;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.SetCompanion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The programmes in force: those that were read with the mapping set in force, never of another
 * state of the folder. A folder without programmes asks for nothing.
 */
@Component
public final class Programmes implements SetCompanion, Supplier<ProgrammeSet> {

  /**
   * A changed copy of a mappings folder.
   *
   * @param set null when there are problems
   * @param events as the draft defines them
   */
  public record Draft(
      ProgrammeSet set, Map<String, EventDefinition> events, List<MappingProblem> problems) {

    public Draft {
      problems = List.copyOf(problems);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Programmes.class);

  private volatile ProgrammeSet inForce = ProgrammeSet.none();

  /** What is in force. */
  public ProgrammeSet inForce() {
    return inForce;
  }

  @Override
  public ProgrammeSet get() {
    return inForce;
  }

  @Override
  public Prepared prepare(Path folder, MappingSet set) {
    ProgrammeLoader.Loaded loaded = ProgrammeLoader.load(folder, set);
    return new Prepared(loaded.problems(), () -> putInForce(loaded.set()));
  }

  /**
   * A changed copy of a mappings folder, read beside its own events and codes; it changes nothing
   * in force.
   */
  public Draft draft(Path folder) {
    MappingLoader.Loaded mappings = MappingLoader.load(folder);
    if (mappings.set() == null) {
      return new Draft(null, Map.of(), mappings.problems());
    }
    ProgrammeLoader.Loaded loaded = ProgrammeLoader.load(folder, mappings.set());
    return new Draft(loaded.set(), mappings.set().events(), loaded.problems());
  }

  private void putInForce(ProgrammeSet set) {
    if (inForce.hash().equals(set.hash())) {
      // saved again as it was
      return;
    }
    inForce = set;
    LOG.info(
        "Programme set {} is in force: {} programmes, {} indicators, {} institutions",
        set.hash(),
        set.programmes().size(),
        set.programmes().stream().mapToInt(p -> p.indicators().size()).sum(),
        set.roster().institutions().size());
  }
}
