package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bianmin.hub.cli.HubApi.Answer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a report of a running hub, and cuts it where it is not cut yet. */
@Command(
    name = "report",
    description = {
      "Prints a report of indicators, and writes its form as a spreadsheet.",
      "A report that does not exist yet is opened and cut where --who says who does it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report was printed",
      "1:there is no such report, or it is not cut yet",
      "2:wrong usage, or the hub cannot be asked or refuses"
    },
    footer = {
      "%nExamples:",
      "  bianmin-hub report huaian-2023/half-year 2026-H1 --facility H001",
      "  bianmin-hub report shaanxi-2023-primary/quarterly 2026-Q4 --city 汉中市 --xlsx ledger.xlsx"
    })
final class ReportCommand implements Callable<Integer> {

  /** Whose report it is. */
  private static final class Whose {
    @Option(names = "--facility", paramLabel = "F", description = "Code of the facility.")
    private String facility;

    @Option(names = "--county", paramLabel = "C", description = "Name of the county.")
    private String county;

    @Option(names = "--city", paramLabel = "C", description = "Name of the city.")
    private String city;

    private String kind() {
      return facility != null ? "facility" : county != null ? "county" : "city";
    }

    private String id() {
      return facility != null ? facility : county != null ? county : city;
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PROGRAMME",
      description = "Programme and its report: huaian-2023/half-year.")
  private String programme;

  @Parameters(
      index = "1",
      paramLabel = "PERIOD",
      description = "2026-H1, 2026-Q4 …, or 2026-Q4@2026-12-04 as of a day.")
  private String period;

  @ArgGroup(multiplicity = "1")
  private Whose whose;

  @Option(names = "--xlsx", paramLabel = "FILE", description = "Write its form to this file.")
  private Path xlsx;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Open and cut it under this name where it is not cut yet.")
  private String who;

  @Mixin private HubOptions hubOptions;

  @Override
  public Integer call() throws IOException, InterruptedException {
    HubApi hub = hubOptions.api();
    PrintWriter out = spec.commandLine().getOut();
    String key = programme + "/" + period + "/" + whose.kind() + "/" + whose.id();
    JsonNode report = find(hub, key);
    boolean uncut = report == null || report.path("revision").asInt() == 0;
    if (uncut && who == null) {
      out.println(
          report == null
              ? "There is no report " + key + "; with --who NAME it is opened and cut"
              : "Report " + key + " is not cut yet; with --who NAME it is cut");
      return 1;
    }
    if (uncut) {
      report = cut(hub, report).path("report");
    }
    JsonNode full = asked(hub.get("reports/" + report.path("id").asLong()));
    new ReportTable(full).print(out);
    if (xlsx != null) {
      Files.write(xlsx, hub.file("reports/" + report.path("id").asLong() + ".xlsx"));
      out.println("written to " + xlsx);
    }
    return 0;
  }

  private JsonNode find(HubApi hub, String key) throws IOException, InterruptedException {
    String of = URLEncoder.encode(programme.split("/", -1)[0], StandardCharsets.UTF_8);
    String after = "";
    do {
      JsonNode page = asked(hub.get("reports?limit=500&programme=" + of + after));
      for (JsonNode report : page.path("items")) {
        if (report.path("key").asText().equals(key)) {
          return report;
        }
      }
      after = page.path("next").isTextual() ? "&after=" + page.path("next").asText() : null;
    } while (after != null);
    return null;
  }

  private JsonNode cut(HubApi hub, JsonNode open) throws IOException, InterruptedException {
    if (open != null) {
      return asked(hub.post("reports/" + open.path("id").asLong() + "/cut", Map.of("who", who)));
    }
    String[] named = programme.split("/", 2);
    String[] when = period.split("@", 2);
    Map<String, Object> opening = new TreeMap<>();
    opening.put("programme", named[0]);
    opening.put("report", named.length > 1 ? named[1] : "");
    opening.put("period", when[0]);
    if (when.length > 1) {
      opening.put("until", when[1]);
    }
    opening.put(whose.kind(), whose.id());
    opening.put("who", who);
    opening.put("cut", true);
    return asked(hub.post("reports", opening));
  }

  private static JsonNode asked(Answer answer) throws IOException {
    if (!answer.ok()) {
      throw new IOException(answer.problem());
    }
    return answer.body();
  }
}
