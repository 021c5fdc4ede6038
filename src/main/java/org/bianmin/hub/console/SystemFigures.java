package org.bianmin.hub.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.bianmin.hub.alert.AlertNode;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.receive.SourceStates;
import org.bianmin.hub.store.Backup;
import org.bianmin.hub.store.Backups;
import org.bianmin.hub.store.FreeSpace;
import org.bianmin.hub.store.StopMark;
import org.bianmin.hub.store.StoreFacts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What the hub runs on. */
@Component
final class SystemFigures {

  /**
   * The disk of the embedded store, bytes; -1 where the store is elsewhere.
   *
   * @param growth a day, -1 while it is not known
   * @param days until the floor is reached at this rate; null where it is not known or does not
   *     grow
   */
  record Disk(long free, long floor, long taken, long growth, Long days) {}

  /**
   * The process.
   *
   * @param heapMost -1 for no bound
   * @param longestPause milliseconds of the longest pause for garbage within the last minutes
   * @param unclean whether it was killed before this start
   */
  record Jvm(
      long heap,
      long heapMost,
      long pauses,
      long pausedMillis,
      long longestPause,
      int threads,
      long startedAt,
      long upMillis,
      boolean unclean) {}

  /** A copy of the store, as far as the hub knows. */
  record Copies(boolean embedded, boolean possible, Long newest, Backup last) {}

  /** Everything, as of a moment. */
  record All(
      Disk disk,
      StoreFacts.Facts database,
      StoreFacts.Writer writer,
      StoreFacts.Readers readers,
      Jvm jvm,
      Map<String, String> versions,
      AlertNode alerts,
      List<NodeStates.Node> nodes,
      Map<String, String> ports,
      Copies copies) {}

  private final FreeSpace space;
  private final StoreFacts store;
  private final StopMark mark;
  private final Backups backups;
  private final IncidentQueries incidents;
  private final NodeStates nodes;
  private final ObjectProvider<CamelContext> camel;
  private final ObjectProvider<SourceStates> sources;
  private final MeterRegistry meters;
  private final Environment environment;

  SystemFigures(
      FreeSpace space,
      StoreFacts store,
      StopMark mark,
      Backups backups,
      IncidentQueries incidents,
      NodeStates nodes,
      ObjectProvider<CamelContext> camel,
      ObjectProvider<SourceStates> sources,
      MeterRegistry meters,
      Environment environment) {
    this.space = space;
    this.store = store;
    this.mark = mark;
    this.backups = backups;
    this.incidents = incidents;
    this.nodes = nodes;
    this.camel = camel;
    this.sources = sources;
    this.meters = meters;
    this.environment = environment;
  }

  All all() {
    return new All(
        disk(),
        store.read(),
        store.writer(),
        store.readers(),
        jvm(),
        versions(),
        incidents.node(),
        nodes.nodes(),
        ports(),
        copies());
  }

  Copies copies() {
    return new Copies(
        backups.embedded(),
        backups.embedded() && backups.folder() != null,
        backups.newest(),
        backups.last().orElse(null));
  }

  private Disk disk() {
    // a look that is overdue is made here
    boolean unused = space.enough();
    long growth = space.growth();
    long room = space.left() - space.floor();
    return new Disk(
        space.left(),
        space.floor(),
        space.taken(),
        growth,
        growth > 0 && space.left() >= 0 ? Long.valueOf(Math.max(0, room / growth)) : null);
  }

  private Jvm jvm() {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var runtime = ManagementFactory.getRuntimeMXBean();
    long pauses = 0;
    long paused = 0;
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      pauses += Math.max(0, collector.getCollectionCount());
      paused += Math.max(0, collector.getCollectionTime());
    }
    double longest = 0;
    for (Timer pause : meters.find("jvm.gc.pause").timers()) {
      longest = Math.max(longest, pause.max(TimeUnit.MILLISECONDS));
    }
    return new Jvm(
        heap.getUsed(),
        heap.getMax(),
        pauses,
        paused,
        Math.round(longest),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        runtime.getStartTime(),
        runtime.getUptime(),
        mark.unclean());
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("Bianmin Hub", version());
    camel.ifAvailable(context -> versions.put("Apache Camel", context.getVersion()));
    versions.put("Spring Boot", SpringBootVersion.getVersion());
    versions.put("Java", Runtime.version() + " " + System.getProperty("java.vm.vendor"));
    versions.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }

  /** Of the hub. */
  static String version() {
    String hub = SystemFigures.class.getPackage().getImplementationVersion();
    return hub == null ? "development" : hub;
  }

  private Map<String, String> ports() {
    Map<String, String> ports = new TreeMap<>();
    String http =
        environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
    ports.put(http, "http");
    sources.ifAvailable(
        states ->
            states
                .all()
                .forEach(
                    (id, state) -> {
                      if (state.listening() && state.transport().equals("mllp")) {
                        ports.merge(
                            state.address(), "mllp " + id, (one, other) -> one + ", " + other);
                      }
                    }));
    return ports;
  }

  /** Tables, the one that takes most first. */
  static List<StoreFacts.Table> largest(StoreFacts.Facts facts) {
    return facts.tables().stream()
        .sorted(
            (a, b) -> Long.compare(Math.max(b.bytes(), b.rows()), Math.max(a.bytes(), a.rows())))
        .toList();
  }
}
