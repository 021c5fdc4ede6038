package org.bianmin.hub.normalize;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.ExampleFolder;
import org.bianmin.hub.mapping.MappingExample;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.MappingWarnings;
import org.bianmin.hub.mapping.SetCheck;
import org.springframework.stereotype.Component;

/**
 * Checks a mappings folder. The running hub compiles all paths before a set is put in force; {@link
 * #report} runs the examples too.
 */
@Component
public final class MappingCheck implements SetCheck {

  /**
   * What was found.
   *
   * @param set null when its files cannot be read or do not fit together
   * @param problems empty when the folder is in order
   * @param warnings what works, and is probably not meant; only looked for when there is no problem
   * @param examples those that were run
   */
  public record Report(
      MappingSet set,
      List<MappingProblem> problems,
      List<MappingProblem> warnings,
      List<MappingExample> examples) {}

  @Override
  public List<MappingProblem> check(MappingSet set) {
    return new PathCheck(set, List.of(new Hl7Format(), new FhirFormat(), new JsonFormat()))
        .problems();
  }

  /** Reads a folder, compiles its paths, and runs its examples once the rest is in order. */
  public static Report report(Path folder) {
    MappingLoader.Loaded loaded = MappingLoader.load(folder);
    List<MappingProblem> problems = new ArrayList<>(loaded.problems());
    List<MappingExample> examples = ExampleFolder.read(folder, problems);
    if (loaded.set() != null) {
      problems.addAll(new MappingCheck().check(loaded.set()));
    }
    List<MappingProblem> warnings = new ArrayList<>();
    if (problems.isEmpty()) {
      FilledAttributes filled = new FilledAttributes();
      for (MappingExample example : examples) {
        ExampleRun run = new ExampleRun(loaded.set(), example);
        problems.addAll(run.problems());
        run.told().forEach(filled::add);
      }
      warnings.addAll(MappingWarnings.of(loaded.set(), folder));
      warnings.addAll(filled.missing(loaded.set()));
    }
    return new Report(loaded.set(), problems, warnings, examples);
  }
}
