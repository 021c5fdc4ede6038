package org.bianmin.hub.cli;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.access.Role;
import org.bianmin.hub.access.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Users of console and API, on the machine of the hub: the first one, and a way back in. */
@Command(
    name = "user",
    description = {
      "Adds users of console and API, lists them, sets passwords, disables, makes tokens.",
      "Works on the store by the hub's own settings (config/application.yml, environment), whether"
          + " the hub runs or not. A password is read from the terminal, from standard input or a"
          + " file, and never from an argument."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "%nRoles: system-admin, security-admin, auditor, viewer, operator, finance, reporting,"
          + " signer.",
      "%nExamples:",
      "  bianmin-hub user add zhangsan --role security-admin --name 张三",
      "  bianmin-hub user passwd zhangsan --password-file new.txt",
      "  bianmin-hub user list --data /srv/hub/data"
    })
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: add, passwd, list, …");
  }

  /** Where the users are. */
  static final class Where {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Data folder of the hub. Default: as its settings say.")
    private Path data;

    @Option(
        names = "--set",
        paramLabel = "NAME=VALUE",
        description = "A setting of the hub, as hub.store.url=jdbc:postgresql:….")
    private Map<String, String> settings;

    private StoreByHand open() {
      return new StoreByHand(data, settings);
    }
  }

  /** Where a password comes from. */
  static final class Secret {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "File with the password in its first line. Default: asks, or standard input.")
    private Path file;

    private String read() throws IOException {
      if (file != null) {
        return first(Files.readString(file));
      }
      if (Terminal.attached()) {
        char[] one = System.console().readPassword("Password: ");
        char[] other = System.console().readPassword("Again: ");
        if (one == null || !Arrays.equals(one, other)) {
          throw new IOException("the two passwords differ; nothing was changed");
        }
        return new String(one);
      }
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        throw new IOException("no password on standard input; give one, or --password-file");
      }
      return line;
    }

    private static String first(String text) {
      return text.lines().findFirst().orElse("");
    }
  }

  @Command(name = "add", description = "Adds a user.")
  int add(
      @Parameters(paramLabel = "LOGIN") String login,
      @Option(names = "--role", required = true, split = ",", description = "Repeat for several.")
          List<String> roles,
      @Option(names = "--name", description = "As people call the user.") String name,
      @Option(
              names = "--temporary",
              description = "The user has to change the password at the first sign-in.")
          boolean temporary,
      @picocli.CommandLine.Mixin Secret secret,
      @picocli.CommandLine.Mixin Where where)
      throws IOException {
    String password = secret.read();
    try (StoreByHand store = where.open()) {
      store.audited(
          "user.add",
          "login=" + login + " role=" + String.join(",", roles),
          () -> {
            User unused = store.users().add(login, name, roles, password, temporary);
          });
    }
    out().println("User " + login + " is added. Sign in at /login of the hub.");
    return 0;
  }

  @Command(name = "passwd", description = "Sets a password; unlocks, and ends all sessions.")
  int passwd(
      @Parameters(paramLabel = "LOGIN") String login,
      @Option(
              names = "--temporary",
              description = "The user has to change the password at the next sign-in.")
          boolean temporary,
      @picocli.CommandLine.Mixin Secret secret,
      @picocli.CommandLine.Mixin Where where)
      throws IOException {
    String password = secret.read();
    try (StoreByHand store = where.open()) {
      User user = find(store, login);
      store.audited(
          "user.reset",
          "login=" + user.login(),
          () -> store.users().set(user.id(), password, temporary));
    }
    out().println("The password of " + login + " is set.");
    return 0;
  }

  @Command(name = "disable", description = "Closes a user out and ends all sessions.")
  int disable(
      @Parameters(paramLabel = "LOGIN") String login, @picocli.CommandLine.Mixin Where where) {
    turn(login, true, where);
    return 0;
  }

  @Command(name = "enable", description = "Lets a user in again, and unlocks the user.")
  int enable(
      @Parameters(paramLabel = "LOGIN") String login, @picocli.CommandLine.Mixin Where where) {
    turn(login, false, where);
    return 0;
  }

  private void turn(String login, boolean disabled, Where where) {
    try (StoreByHand store = where.open()) {
      User user = find(store, login);
      store.audited(
          disabled ? "user.disable" : "user.enable",
          "login=" + user.login(),
          () -> store.users().disabled(user.id(), disabled));
    }
    out().println("User " + login + (disabled ? " is disabled." : " is enabled."));
  }

  @Command(name = "token", description = "Makes a token for a script and prints it, once.")
  int token(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", required = true, split = ",", description = "Repeat for several.")
          List<String> roles,
      @Option(names = "--days", defaultValue = "90", description = "Default: ${DEFAULT-VALUE}.")
          int days,
      @picocli.CommandLine.Mixin Where where) {
    try (StoreByHand store = where.open()) {
      store.audited(
          "token.make",
          "token=" + name + " role=" + String.join(",", roles) + " days=" + days,
          () -> out().println(store.tokens().make(name, roles, days, "cli")));
    }
    return 0;
  }

  @Command(name = "list", description = "Lists the users.")
  int list(@picocli.CommandLine.Mixin Where where) {
    try (StoreByHand store = where.open()) {
      for (User user : store.users().all()) {
        out().println(line(user));
      }
    }
    return 0;
  }

  private static String line(User user) {
    return user.login()
        + "\t"
        + user.name()
        + "\t"
        + user.roles().stream().sorted().map(Role::code).collect(joining(","))
        + "\t"
        + (user.disabled()
            ? "disabled"
            : user.lockedUntil() > System.currentTimeMillis() ? "locked" : "in use")
        + "\t"
        + (user.lastLogin() == null ? "never" : Instant.ofEpochMilli(user.lastLogin()));
  }

  private static User find(StoreByHand store, String login) {
    return store
        .users()
        .find(login)
        .orElseThrow(() -> new IllegalArgumentException("there is no user " + login));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
