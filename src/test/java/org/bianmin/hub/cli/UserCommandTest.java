package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temp;

  private int run(String... args) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private String password(String text) throws Exception {
    return Files.writeString(temp.resolve("password.txt"), text + "\n").toString();
  }

  private String data() {
    return temp.resolve("data").toString();
  }

  @Test
  void addsTheFirstUserToAStoreThatNoHubHasOpenedYetAndWhileOneRuns() throws Exception {
    String file = password("Correct-horse7");
    assertThat(
            run(
                "user",
                "add",
                "zhang",
                "--role",
                "security-admin",
                "--name",
                "张三",
                "--data",
                data(),
                "--password-file",
                file))
        .as(err.toString())
        .isZero();

    TestStore hub = TestStore.embedded(Path.of(data()));
    hub.commits().start();
    assertThat(
            run(
                "user",
                "add",
                "li",
                "--role",
                "operator,viewer",
                "--data",
                data(),
                "--password-file",
                file))
        .as(err.toString())
        .isZero();
    hub.close();

    assertThat(run("user", "list", "--data", data())).isZero();
    assertThat(out.toString())
        .contains("zhang\t张三\tsecurity-admin\tin use\tnever")
        .contains("li\tli\tviewer,operator\tin use\tnever")
        .doesNotContain("Correct-horse7");
  }

  @Test
  void whatItChangesStandsInTheAuditTrailWithItsEnd() throws Exception {
    String file = password("Correct-horse7");
    assertThat(
            run(
                "user",
                "add",
                "zhang",
                "--role",
                "viewer",
                "--data",
                data(),
                "--password-file",
                file))
        .isZero();
    assertThat(
            run(
                "user",
                "add",
                "zhang",
                "--role",
                "viewer",
                "--data",
                data(),
                "--password-file",
                file))
        .isEqualTo(2);
    assertThat(err.toString()).contains("There is a user zhang already");
    assertThat(run("user", "disable", "zhang", "--data", data())).isZero();
    assertThat(run("user", "enable", "zhang", "--data", data())).isZero();
    assertThat(
            run(
                "user",
                "passwd",
                "zhang",
                "--data",
                data(),
                "--password-file",
                password("Battery-staple8")))
        .isZero();
    assertThat(run("user", "token", "nightly", "--role", "viewer", "--data", data())).isZero();

    assertThat(out.toString()).containsPattern("(?m)^hub_[A-Za-z0-9_-]{43}$");
    TestStore store = TestStore.embedded(Path.of(data()));
    store.commits().start();
    assertThat(store.count("select count(*) from audit_entry where outcome = 'done'")).isEqualTo(5);
    assertThat(store.count("select count(*) from audit_entry where outcome = 'refused'"))
        .isEqualTo(1);
    assertThat(store.count("select count(*) from audit_entry where who not like 'cli:%'")).isZero();
    store.close();
    assertThat(run("verify-audit", "--data", data())).isZero();
  }

  @Test
  void saysWhichRuleAPasswordBreaksAndTakesNoneAsAnArgument() throws Exception {
    assertThat(
            run(
                "user",
                "add",
                "zhang",
                "--role",
                "viewer",
                "--data",
                data(),
                "--password-file",
                password("short")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("10 characters at least");
    assertThat(run("user", "add", "zhang", "--role", "viewer", "--password", "x")).isEqualTo(2);
    assertThat(
            run(
                "user",
                "passwd",
                "nobody",
                "--data",
                data(),
                "--password-file",
                password("Correct-horse7")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("there is no user nobody");
  }
}
