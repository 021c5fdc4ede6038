package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bianmin.hub.cli.HubApi.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has a running hub read messages again, with the set in force or with a draft. */
@Command(
    name = "replay",
    description = {
      "Has a running hub read a part of its journal again, with the mapping files in force.",
      "With --draft the hub reads it with other files, changes nothing, and the difference is "
          + "printed. Ctrl-C cancels such a run; a replay goes on in the hub."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was read, and nothing is parked; of a draft: no message would newly be parked",
      "1:messages are (or would newly be) parked, the draft has problems, or its run was not done",
      "2:wrong usage, or the hub cannot be asked or refuses"
    },
    footer = {
      "%nExamples:",
      "  bianmin-hub replay --from 2026-11-03 --to 2026-11-03 --source his",
      "  bianmin-hub replay --from 2026-11-01 --draft mappings-draft/my-change"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "T",
      description = "Received from: 2026-11-03T08:00:00+08:00, or a day, from its beginning.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "Received before this time, or until the end of this day. Default: now.")
  private String to;

  @Option(names = "--source", paramLabel = "S", description = "Only messages of this source.")
  private String source;

  @Option(
      names = "--draft",
      paramLabel = "DIR",
      description = "Read with this folder below hub.drafts, and only tell the difference.")
  private String draft;

  @Mixin private HubOptions hubOptions;

  @Option(
      names = "--zone",
      defaultValue = "Asia/Shanghai",
      paramLabel = "ZONE",
      description = "Time zone of days. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone;

  @Option(
      names = "--progress",
      description = "Show the progress bar also where the output is no terminal.")
  private boolean progress;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> selection = new TreeMap<>();
    selection.put("from", time("--from", from, 0));
    selection.put(
        "to", to == null ? Long.toString(System.currentTimeMillis()) : time("--to", to, 1));
    if (source != null) {
      selection.put("source", source);
    }
    HubApi hub = hubOptions.api();
    boolean bar = progress || Terminal.attached();
    PrintWriter out = spec.commandLine().getOut();
    return draft == null ? replay(hub, selection, bar, out) : draft(hub, selection, bar, out);
  }

  private int replay(HubApi hub, Map<String, Object> selection, boolean bar, PrintWriter out)
      throws IOException, InterruptedException {
    Replaying replaying = new Replaying(hub, selection, bar);
    JsonNode end = replaying.run();
    long parked = end.path("parked").asLong();
    out.println(replaying.count() + " messages were read again");
    if (replaying.pruned() > 0) {
      out.println(
          replaying.pruned()
              + " were not: their raw bytes are pruned (hub.retention.messages on the hub)");
    }
    if (parked > 0) {
      out.println(
          parked
              + " replayed messages of this time are parked; their reasons: "
              + hubOptions
                  .url()
                  .resolve("/api/v1/messages?state=PARKED&" + Replaying.query(selection)));
    }
    return parked == 0 ? 0 : 1;
  }

  private int draft(HubApi hub, Map<String, Object> wanted, boolean bar, PrintWriter out)
      throws IOException, InterruptedException {
    wanted.put("folder", folder());
    Answer begun = hub.post(DraftReplay.PATH, wanted);
    if (begun.status() == 422) {
      for (JsonNode problem : begun.body().path("problems")) {
        int line = problem.path("line").asInt();
        out.println(
            problem.path("file").asText()
                + (line > 0 ? ":" + line : "")
                + ": "
                + problem.path("reason").asText());
      }
      out.println();
      out.println(begun.problem());
      return 1;
    }
    if (!begun.ok()) {
      throw new IOException(begun.problem());
    }
    JsonNode run = new DraftReplay(hub, begun.body().path("id").asLong(), bar, out).await();
    DifferenceTable table = new DifferenceTable(run);
    table.print(out);
    return table.done() && table.newlyParked() == 0 ? 0 : 1;
  }

  /** A hub on this machine is told the folder that is meant here; another one, its name. */
  private String folder() throws IOException {
    Path path = Path.of(draft);
    boolean here =
        Files.isDirectory(path)
            && InetAddress.getByName(hubOptions.url().getHost()).isLoopbackAddress();
    return here ? path.toRealPath().toString() : draft;
  }

  private String time(String option, String text, int daysAfter) {
    try {
      long millis =
          text.indexOf('T') < 0
              ? LocalDate.parse(text)
                  .plusDays(daysAfter)
                  .atStartOfDay(zone)
                  .toInstant()
                  .toEpochMilli()
              : OffsetDateTime.parse(text).toInstant().toEpochMilli();
      return Long.toString(millis);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          option + " is written 2026-11-03T08:00:00+08:00, or 2026-11-03 for a day",
          e);
    }
  }
}
