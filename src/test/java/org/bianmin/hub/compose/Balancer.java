package org.bianmin.hub.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What stands in front of the hubs, by its own configuration: HAProxy where it is installed, else a
 * {@link Forwarder} that goes the same ways.
 */
interface Balancer extends AutoCloseable {

  /** Starts it on the ports that the machine has for the service. */
  static Balancer start(String service, OneMachine machine, Path folder) throws IOException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path).resolve("haproxy")));
    return installed ? haproxy(service, machine, folder) : new Forwarder(service, machine);
  }

  private static Balancer haproxy(String service, OneMachine machine, Path folder)
      throws IOException {
    StringBuilder here = new StringBuilder();
    for (String line : Files.readAllLines(BalancerFile.PATH)) {
      here.append(here(service, machine, line)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), here);
    Process process =
        new ProcessBuilder(List.of("haproxy", "-db", "-f", file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    return () -> {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    };
  }

  /** The line with the ports of this machine in it. */
  private static String here(String service, OneMachine machine, String line) {
    String text = line.strip();
    if (text.startsWith("bind :")) {
      int port = Integer.parseInt(text.substring("bind :".length()));
      return "    bind 127.0.0.1:" + machine.port(service, port);
    }
    if (text.startsWith("server ")) {
      BalancerFile.Server server = BalancerFile.server("", text);
      String check = "check port ";
      return machine
          .addresses(line)
          .replace(
              check + server.checkPort(), check + machine.port(server.host(), server.checkPort()));
    }
    return line;
  }

  @Override
  void close() throws InterruptedException;
}
