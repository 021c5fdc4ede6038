package org.bianmin.hub.indicator.programme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.YamlFile;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code programmes/} of a mappings folder, or lists what is wrong with it. */
public final class ProgrammeLoader {

  /**
   * The result of reading.
   *
   * @param set null when there are problems
   * @param warnings what works and is probably not meant
   */
  public record Loaded(
      ProgrammeSet set, List<MappingProblem> problems, List<MappingProblem> warnings) {}

  /** Below the mappings folder. */
  static final String FOLDER = "programmes";

  private static final int HASH_BYTES = 8;
  private static final String YAML = ".yaml";

  private final Path root;
  private final MappingSet set;
  private final List<MappingProblem> problems = new ArrayList<>();
  private final List<MappingProblem> warnings = new ArrayList<>();

  private ProgrammeLoader(Path root, MappingSet set) {
    this.root = root;
    this.set = set;
  }

  /**
   * Reads the programmes of a mappings folder; never throws for what people wrote in them. A folder
   * without programmes asks for nothing.
   *
   * @param set whose events and codes they may name
   */
  public static Loaded load(Path mappings, MappingSet set) {
    try {
      return Files.isDirectory(mappings.resolve(FOLDER))
          ? new ProgrammeLoader(mappings, set).read()
          : new Loaded(ProgrammeSet.none(), List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the programmes of the mappings folder: " + e.getMessage(), e);
    }
  }

  private Loaded read() throws IOException {
    Roster roster = RosterFile.read(root.resolve(RosterFile.FILE), problems);
    HolidayCalendar holidays = HolidayFile.read(root.resolve(HolidayFile.FILE), problems);
    Feeds feeds = FeedsFile.read(root.resolve(FeedsFile.FILE), set, roster, problems);
    List<ProgrammeFolder> folders = new ArrayList<>();
    for (Path folder : below(FOLDER)) {
      if (Files.isDirectory(folder)) {
        folders.add(folder(folder));
      } else if (!List.of(RosterFile.FILE, HolidayFile.FILE, FeedsFile.FILE)
          .contains(name(folder))) {
        warnings.add(
            new MappingProblem(name(folder), 0, "is not read; programmes stand in folders"));
      }
    }
    new ProgrammeLint(folders, problems, warnings).check();
    if (!problems.isEmpty()) {
      return new Loaded(null, List.copyOf(problems), List.copyOf(warnings));
    }
    List<Programme> programmes = folders.stream().map(ProgrammeFolder::programme).toList();
    return new Loaded(
        new ProgrammeSet(programmes, roster, holidays, feeds, hash()),
        List.of(),
        List.copyOf(warnings));
  }

  private ProgrammeFolder folder(Path folder) throws IOException {
    String id = folder.getFileName().toString();
    String name = name(folder) + "/";
    YamlMap yaml =
        YamlFile.read(folder.resolve(ProgrammeFile.NAME), name + ProgrammeFile.NAME, problems);
    ProgrammeFile.Head head = yaml == null ? null : ProgrammeFile.read(yaml, id);
    if (!Files.exists(folder.resolve(LedgerFile.NAME))) {
      problems.add(
          new MappingProblem(
              name + LedgerFile.NAME,
              0,
              "is missing; a programme whose document has no rows has the title line only"));
    }
    var ledger = LedgerFile.read(folder.resolve(LedgerFile.NAME), name + LedgerFile.NAME, problems);
    IndicatorFile reader = new IndicatorFile(set, warnings);
    List<ProgrammeFolder.Indicator> indicators = new ArrayList<>();
    for (Path file : below(name)) {
      String own = file.getFileName().toString();
      if (own.equals(ProgrammeFile.NAME) || own.equals(LedgerFile.NAME)) {
        continue;
      }
      if (!own.endsWith(YAML)) {
        warnings.add(
            new MappingProblem(
                name(file), 0, "is not read; an indicator is a file <ID>.yaml of this folder"));
        continue;
      }
      YamlMap written = YamlFile.read(file, name(file), problems);
      String indicator = own.substring(0, own.length() - YAML.length());
      indicators.add(
          new ProgrammeFolder.Indicator(
              indicator,
              written,
              written == null
                  ? null
                  : reader.read(written, id, indicator, hash(List.of(file), false))));
    }
    return new ProgrammeFolder(id, yaml, head, name + LedgerFile.NAME, ledger, indicators);
  }

  private List<Path> below(String folder) throws IOException {
    try (Stream<Path> list = Files.list(root.resolve(folder))) {
      return list.filter(file -> !MappingLoader.isPassing(file)).sorted().toList();
    }
  }

  private String hash() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(FOLDER))) {
      return hash(
          all.filter(Files::isRegularFile)
              .filter(file -> !MappingLoader.isPassing(file))
              .sorted()
              .toList(),
          true);
    }
  }

  /** Over the bytes of files, and their names where there are several. */
  private String hash(List<Path> files, boolean names) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        if (names) {
          digest.update(name(file).getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
        }
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
