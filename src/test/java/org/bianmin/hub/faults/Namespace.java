package org.bianmin.hub.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own on this machine (a network namespace of Linux), with one cable to the rest,
 * which can be pulled: packets vanish then in the kernel, on both sides.
 */
final class Namespace implements AutoCloseable {

  /** This machine, at the cable. */
  static final String NEAR = "10.213.7.1";

  private static final String FAR = "10.213.7.2";
  private static final String NAME = "hub-far";
  private static final String NEAR_END = "hub-near-end";
  private static final String FAR_END = "hub-far-end";

  /** Makes it; what another run has left is removed. */
  Namespace() throws IOException {
    remove();
    ip("netns", "add", NAME);
    ip("link", "add", NEAR_END, "type", "veth", "peer", "name", FAR_END);
    ip("link", "set", FAR_END, "netns", NAME);
    ip("addr", "add", NEAR + "/30", "dev", NEAR_END);
    ip("-n", NAME, "addr", "add", FAR + "/30", "dev", FAR_END);
    ip("-n", NAME, "link", "set", "lo", "up");
    ip("-n", NAME, "link", "set", FAR_END, "up");
    ip("link", "set", NEAR_END, "up");
  }

  /** Why there can be none here, or null. */
  static String missing() {
    try (Namespace made = new Namespace()) {
      return null;
    } catch (IOException e) {
      return "no network namespace can be made, which takes Linux, root and iproute2: "
          + e.getMessage();
    }
  }

  /** A hub there. */
  HubProcess.Place place() {
    return new HubProcess.Place(List.of("ip", "netns", "exec", NAME), FAR);
  }

  void pull() throws IOException {
    ip("link", "set", NEAR_END, "down");
  }

  void plugIn() throws IOException {
    ip("link", "set", NEAR_END, "up");
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void remove() {
    for (String[] each : new String[][] {{"link", "del", NEAR_END}, {"netns", "del", NAME}}) {
      try {
        ip(each);
      } catch (IOException e) {
        // there is none
      }
    }
  }

  @Override
  public void close() {
    remove();
  }
}
