package org.bianmin.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.bianmin.hub.trial.MllpClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends HL7 v2 files over MLLP and tells how they were answered. */
@Command(
    name = "send",
    description = {
      "Sends HL7 v2 messages over MLLP and prints a table of the answers.",
      "A file may hold several messages, each from a line that starts with MSH; batch headers and "
          + "trailers are left out. Bytes are sent as they are, only LF and CRLF become CR."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.JarVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message was answered AA or CA",
      "1:a message was answered otherwise, or not at all",
      "2:wrong usage, nothing to send, or no connection"
    },
    footer = {"%nExample:", "  bianmin-hub send --to localhost:2575 --connections 8 samples/"})
final class SendCommand implements Callable<Integer> {

  private static final long MOST_CONNECT_SECONDS = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description = "MLLP port of the receiver.")
  private HostPort to;

  @Option(
      names = "--connections",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Connections; with more than one, messages overtake. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description = "Messages per second over all connections. Default: as fast as answers come.")
  private double rate;

  @Option(
      names = "--timeout",
      defaultValue = "30",
      paramLabel = "S",
      description = "Seconds to wait for an answer. Default: ${DEFAULT-VALUE}.")
  private double timeout;

  @Option(
      names = "--progress",
      description = "Show the progress bar also where the output is no terminal.")
  private boolean progress;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Files, and folders with their subfolders in order of name.")
  private List<Path> paths;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    MessageFiles files = new MessageFiles(paths);
    PrintWriter out = spec.commandLine().getOut();
    ProgressBar bar = progress || Terminal.attached() ? bar(files.bytes()) : null;
    Sending sending =
        new Sending(
            files,
            this::client,
            rate,
            weight -> {
              if (bar != null) {
                bar.stepBy(weight);
              }
            });
    IOException failure = null;
    try {
      sending.run(connections);
    } catch (IOException e) {
      failure = e;
    } finally {
      if (bar != null) {
        bar.close();
      }
    }
    if (sending.tally().total() > 0) {
      report(sending, files, out);
    } else if (failure == null) {
      throw new IOException(
          "no message in " + files.count() + " files: none has a line that starts with MSH");
    }
    if (failure != null) {
      throw new IOException(explain(failure), failure);
    }
    return sending.tally().allPositive() ? 0 : 1;
  }

  private static void report(Sending sending, MessageFiles files, PrintWriter out) {
    AckTally tally = sending.tally();
    tally.print(out);
    if (!files.withoutMessage().isEmpty()) {
      out.println();
      out.println("Files without a line that starts with MSH, not sent:");
      files.withoutMessage().forEach(file -> out.println("  " + file));
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d messages in %.2f s, %.0f a second",
        tally.total(),
        sending.seconds(),
        tally.total() / sending.seconds());
    Latencies latencies = sending.latencies();
    if (!latencies.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "; answer after p50 %.2f ms, p99 %.2f ms",
          latencies.millis(0.50),
          latencies.millis(0.99));
    }
    out.println();
  }

  private void check() {
    if (connections < 1) {
      throw wrong("--connections must be 1 or more");
    }
    if (!(rate >= 0)) {
      throw wrong("--rate must be 0 or more");
    }
    if (!(timeout > 0) || timeout > 86_400) {
      throw wrong("--timeout must be above 0 and at most 86400 seconds");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private MllpClient client() {
    Duration answer = Duration.ofMillis(Math.max(1, (long) (timeout * 1000)));
    Duration most = Duration.ofSeconds(MOST_CONNECT_SECONDS);
    return new MllpClient(to.host(), to.port(), answer.compareTo(most) < 0 ? answer : most, answer);
  }

  private String explain(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "unknown host in " + to + ": check --to";
    }
    if (failure instanceof SocketException || failure instanceof SocketTimeoutException) {
      return "no connection to " + to + " (" + failure.getMessage() + "): is the receiver running?";
    }
    return failure.getMessage();
  }

  private static ProgressBar bar(long bytes) {
    return new ProgressBarBuilder()
        .setTaskName("Sending")
        .setInitialMax(bytes)
        .setUnit(" KiB", 1024)
        .showSpeed()
        .build();
  }
}
