package org.bianmin.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.compose.ComposeFile.Service;

/** One of our services as a process: what its container would run, with the same environment. */
final class ServiceProcess implements AutoCloseable {

  private final Service service;
  private final OneMachine machine;
  private final Path log;
  private final Process process;

  /** Starts it and does not wait. */
  ServiceProcess(Service service, OneMachine machine, Path folder) throws IOException {
    this.service = service;
    this.machine = machine;
    this.log = folder.resolve(service.name() + ".log");
    machine.link(service);
    this.process =
        prepared(machine.command(service))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** The environment of the file, and nothing of the machine's own but where programs are. */
  private ProcessBuilder prepared(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(machine.workFolder(service).toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LANG", "C.UTF-8");
    environment.putAll(machine.environment(service));
    return builder;
  }

  /** Waits until its own health check says so. */
  void healthy() {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !process.isAlive() || isHealthy());
    assertThat(process.isAlive()).as("%s ended:%n%s", service, lastLines()).isTrue();
  }

  private boolean isHealthy() throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(machine.healthCheck(service)).redirectErrorStream(true).start();
    byte[] unused = check.getInputStream().readAllBytes();
    return check.waitFor() == 0;
  }

  /** As {@code docker compose exec}: a command of the jar in its container; what it printed. */
  String exec(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("java", "-jar", "bianmin-hub.jar"));
    words.addAll(List.of(arguments));
    Path errors = log.resolveSibling(service.name() + "-exec.log");
    Process command = prepared(machine.java(service, words)).redirectError(errors.toFile()).start();
    command.getOutputStream().close();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(said + Files.readString(errors)).isZero();
    return said.strip();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
