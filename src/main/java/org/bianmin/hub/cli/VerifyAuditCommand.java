package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bianmin.hub.audit.AuditChain;
import org.bianmin.hub.audit.AuditCheck;
import org.bianmin.hub.audit.AuditWitness;
import org.bianmin.hub.cli.HubApi.Answer;
import org.bianmin.hub.store.DataFolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether the audit trail is whole, or where it breaks. */
@Command(
    name = "verify-audit",
    description = {
      "Reads the whole audit trail and says whether it is whole, or where it breaks.",
      "Asks a running hub, or with --data reads a data folder or a copy of one by itself."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the trail is whole",
      "1:the trail is broken",
      "2:wrong usage, or the trail cannot be read"
    },
    footer = {
      "%nExamples:",
      "  bianmin-hub verify-audit",
      "  bianmin-hub verify-audit --data /backup/2026-11-27/data"
    })
final class VerifyAuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HubOptions hubOptions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder with hub.db and keys/audit.key; nothing in it is changed.")
  private Path data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AuditCheck.Finding finding = data == null ? asked() : read();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        finding.whole()
            ? "The audit trail is whole: " + finding.entries() + " entries"
            : "The audit trail is broken at " + finding.problem());
    return finding.whole() ? 0 : 1;
  }

  private AuditCheck.Finding asked() throws IOException, InterruptedException {
    Answer answer = hubOptions.api().get("audit/check");
    if (!answer.ok()) {
      throw new IOException(answer.problem());
    }
    JsonNode body = answer.body();
    return new AuditCheck.Finding(
        body.path("whole").asBoolean(),
        body.path("entries").asLong(),
        body.path("brokenAt").isNull() ? null : body.path("brokenAt").asLong(),
        body.path("problem").asText());
  }

  private AuditCheck.Finding read() throws IOException {
    DataFolder folder = new DataFolder(data);
    Path store = data.resolve("hub.db");
    Path key = folder.keys().resolve("audit.key");
    for (Path file : new Path[] {store, key}) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            file + " is missing: name the hub's data folder, with the store and its keys");
      }
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + store);
    return new AuditCheck(
            JdbcClient.create(source), new AuditChain(folder), new AuditWitness(folder))
        .check();
  }
}
