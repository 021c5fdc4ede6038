package org.bianmin.hub.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bianmin.hub.alert.MessageFile;
import org.bianmin.hub.alert.RuleFile;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeLoader;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.CodeEdition;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.RecognitionTables;
import org.bianmin.hub.normalize.MappingCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a mappings folder without starting the hub. */
@Command(
    name = "check-mappings",
    description = {
      "Checks a mappings folder: events, profiles, code tables, views, paths, its examples, the",
      "programmes of indicators, the alert rules and the texts of their messages.",
      "Prints one line per problem, file:line: reason; and what works but is probably not meant",
      "as 'warning: file:line: reason'."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the folder is in order",
      "1:the folder has problems (with --strict: or warnings)",
      "2:wrong usage, or the folder cannot be read"
    })
final class CheckMappingsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "./mappings",
      description = "The mappings folder. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(names = "--strict", description = "Takes warnings for problems.")
  private boolean strict;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    MappingCheck.Report report = MappingCheck.report(folder);
    ProgrammeLoader.Loaded programmes =
        report.set() == null
            ? new ProgrammeLoader.Loaded(null, List.of(), List.of())
            : ProgrammeLoader.load(folder, report.set());
    RuleFile.Loaded rules = RuleFile.load(folder);
    List<MappingProblem> problems =
        both(
            both(report.problems(), programmes.problems()),
            both(rules.problems(), MessageFile.problems(folder)));
    if (!problems.isEmpty()) {
      problems.forEach(out::println);
      int count = problems.size();
      out.println();
      out.println(count == 1 ? "1 problem" : count + " problems");
      return 1;
    }
    List<MappingProblem> warnings = both(report.warnings(), programmes.warnings());
    warnings.forEach(warning -> out.println("warning: " + warning));
    if (!warnings.isEmpty()) {
      out.println();
    }
    print(report, out);
    print(programmes.set(), out);
    out.println(rules.set().rules().size() + " alert rules");
    return strict && !warnings.isEmpty() ? 1 : 0;
  }

  private static List<MappingProblem> both(List<MappingProblem> one, List<MappingProblem> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static void print(ProgrammeSet programmes, PrintWriter out) {
    out.println();
    for (Programme programme : programmes.programmes()) {
      out.printf(
          Locale.ROOT,
          "programme %s: %d indicators, %d reports, %d rows of its ledger%n",
          programme.id(),
          programme.indicators().size(),
          programme.reports().size(),
          programme.ledger().size());
    }
    out.println("content hash of the programmes " + programmes.hash());
  }

  private static void print(MappingCheck.Report report, PrintWriter out) {
    MappingSet set = report.set();
    int width = set.events().keySet().stream().mapToInt(String::length).max().orElse(0);
    String line = "%-" + Math.max(width, "event".length()) + "s  %6s  %5s  %8s  %s%n";
    out.printf(Locale.ROOT, line, "event", "hl7v2", "fhir", "examples", "name");
    int bindings = 0;
    for (EventDefinition event : set.events().values()) {
      bindings += event.bindings().size();
      out.printf(
          Locale.ROOT,
          line,
          event.type(),
          bindings(event, "hl7v2"),
          bindings(event, "fhir"),
          examples(report, event.type()),
          event.chineseName() + ", " + event.englishName());
    }
    out.println();
    tables(set, out);
    out.println();
    recognition(set.recognition(), out);
    int rows = set.tables().values().stream().mapToInt(table -> table.size()).sum();
    out.printf(
        Locale.ROOT,
        "%d events with %d bindings, %d code tables with %d rows, profiles %s, %d views, %d"
            + " examples: all in order%n",
        set.events().size(),
        bindings,
        set.tables().size(),
        rows,
        String.join(" ", set.profiles().keySet()),
        set.views().size(),
        report.examples().size());
    out.println("content hash " + set.hash());
  }

  private static void tables(MappingSet set, PrintWriter out) {
    int width = set.tables().keySet().stream().mapToInt(String::length).max().orElse(0);
    String line = "%-" + Math.max(width, "table".length()) + "s  %6s  %s%n";
    out.printf(Locale.ROOT, line, "table", "rows", "targets are of");
    for (CodeTable table : set.tables().values()) {
      CodeEdition edition = set.editions().get(table.name());
      String dated = table.isDated() ? " (rows with dates)" : "";
      String system = edition == null ? "the hub (value-sets.yaml)" : edition.toString();
      out.printf(Locale.ROOT, line, table.name(), table.size(), system + dated);
    }
  }

  private static void recognition(RecognitionTables tables, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "mutual recognition: %d items in the catalogue, %d scopes, %d institutions, %d fees%n",
        tables.catalogue().size(),
        tables.scopes().size(),
        tables.facilities().size(),
        tables.fees().size());
  }

  private static long bindings(EventDefinition event, String format) {
    return event.bindings().stream().map(Binding::format).filter(format::equals).count();
  }

  private static long examples(MappingCheck.Report report, String type) {
    return report.examples().stream()
        .filter(e -> e.events().stream().anyMatch(expected -> expected.type().equals(type)))
        .count();
  }
}
