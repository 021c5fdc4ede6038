package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.bianmin.hub.audit.AuditEntries;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditCommandTest {

  private static final String CHECK = "GET /api/v1/audit/check";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temp;

  @Test
  void asksARunningHub() throws Exception {
    try (ScriptedHub hub =
        new ScriptedHub()
            .answer(
                CHECK,
                200,
                "{\"whole\": true, \"entries\": 12, \"brokenAt\": null, \"problem\": null}")
            .answer(
                CHECK,
                200,
                "{\"whole\": false, \"entries\": 3, \"brokenAt\": 4, \"problem\": \"entry 4: it was"
                    + " changed\"}")) {
      assertThat(run("--url", hub.url())).isZero();
      assertThat(run("--url", hub.url())).isEqualTo(1);
    }
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            The audit trail is whole: 12 entries
            The audit trail is broken at entry 4: it was changed
            """);
  }

  @Test
  void readsADataFolderByItself() throws Exception {
    TestStore store = TestStore.embedded(temp);
    AuditEntries.write(store, 5);
    store.close();
    assertThat(run("--data", temp.toString())).isZero();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp + "/hub.db");
        var update = connection.createStatement()) {
      update.executeUpdate("update audit_entry set reason = 'none' where entry = 2");
    }
    assertThat(run("--data", temp.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("The audit trail is whole: 5 entries")
        .contains("broken at entry 2: it was changed");
  }

  @Test
  void makesNoKeyWhereThereIsNone() {
    assertThat(run("--data", temp.toString())).isEqualTo(Commands.ERROR);
    assertThat(err.toString()).contains("hub.db is missing");
    assertThat(Files.exists(temp.resolve("keys"))).isFalse();
  }

  @Test
  void saysThatNoHubAnswers() {
    assertThat(run("--url", "http://localhost:1")).isEqualTo(Commands.ERROR);
    assertThat(err.toString()).contains("is the hub running?");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "verify-audit";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
