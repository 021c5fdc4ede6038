package org.bianmin.hub.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways through the balancer by its own configuration. */
final class BalancerFile {

  static final Path PATH = Path.of("packaging/haproxy/haproxy.cfg");

  private static final Pattern SERVER =
      Pattern.compile("server (\\S+) ([\\w-]+):(\\d+) check port (\\d+)(?: .*)?");

  /**
   * A port that it listens on.
   *
   * @param backend where connections go, null for one that it answers itself
   */
  record Frontend(String name, int port, String backend) {}

  /**
   * A server of a backend.
   *
   * @param checkPort where the host says whether it is ready
   */
  record Server(String backend, String name, String host, int port, int checkPort) {}

  private final List<Frontend> frontends = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private String checkPath;

  /** Reads that of the checkout. */
  static BalancerFile read() throws IOException {
    BalancerFile file = new BalancerFile();
    String section = "";
    String name = "";
    int port = 0;
    String backend = null;
    for (String each : (Files.readString(PATH) + "\nend\n").lines().toList()) {
      String line = each.strip();
      boolean begins = !line.isEmpty() && !each.startsWith(" ") && !line.startsWith("#");
      if (begins) {
        if (section.equals("frontend")) {
          file.frontends.add(new Frontend(name, port, backend));
        }
        String[] words = line.split("\\s+", -1);
        section = words[0];
        name = words.length > 1 ? words[1] : "";
        backend = null;
      } else if (line.startsWith("bind :")) {
        port = Integer.parseInt(line.substring("bind :".length()));
      } else if (line.startsWith("default_backend ")) {
        backend = line.substring("default_backend ".length());
      } else if (line.startsWith("option httpchk GET ")) {
        file.checkPath = line.substring("option httpchk GET ".length());
      } else if (line.startsWith("server ")) {
        file.servers.add(server(name, line));
      }
    }
    return file;
  }

  static Server server(String backend, String line) {
    Matcher of = SERVER.matcher(line);
    if (!of.matches()) {
      throw new IllegalArgumentException(
          PATH + ": write a server as \"server NAME HOST:PORT check port PORT …\", not " + line);
    }
    return new Server(
        backend,
        of.group(1),
        of.group(2),
        Integer.parseInt(of.group(3)),
        Integer.parseInt(of.group(4)));
  }

  List<Frontend> frontends() {
    return frontends;
  }

  List<Server> servers() {
    return servers;
  }

  List<Server> servers(String backend) {
    return servers.stream().filter(each -> each.backend().equals(backend)).toList();
  }

  /** Path that a server answers 200 to while it takes part. */
  String checkPath() {
    return checkPath;
  }
}
