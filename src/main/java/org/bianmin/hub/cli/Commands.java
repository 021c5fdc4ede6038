package org.bianmin.hub.cli;

import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of the jar. Without a command the jar starts the hub; {@code --name=value} arguments
 * belong to the hub.
 */
@Command(
    name = "bianmin-hub",
    description = {
      "Bianmin Hub 便民枢纽, a hospital integration hub.",
      "Without a command it starts; settings are given as --hub.name=value."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    subcommands = {
      SendCommand.class,
      CheckMappingsCommand.class,
      ReplayCommand.class,
      ReportCommand.class,
      VerifyAuditCommand.class,
      UserCommand.class
    })
public final class Commands implements Runnable {

  /** Usage and connection errors. */
  static final int ERROR = 2;

  private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

  @Spec private CommandSpec spec;

  /** Whether the arguments ask for a command, or for help, and not for the hub. */
  public static boolean isCommand(String[] args) {
    return args.length > 0 && (!args[0].startsWith("-") || HELP.contains(args[0]));
  }

  /**
   * Runs a command.
   *
   * @return the exit code: 0 all went well, 1 the command found something wrong, 2 it could not run
   */
  public static int run(String[] args) {
    // libraries tell at INFO that they start; a command's output is its result
    LoggingSystem.get(Commands.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    return commandLine().execute(args);
  }

  /** The commands, printing where picocli prints by default: in the terminal's charset. */
  static CommandLine commandLine() {
    return new CommandLine(new Commands())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(command.getCommandName() + ": " + text(failure));
              return ERROR;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  private static String text(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** The version that the build wrote into the jar. */
  static final class JarVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"bianmin-hub " + (version == null ? "development" : version)};
    }
  }
}
