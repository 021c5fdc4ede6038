package org.bianmin.hub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provincial platform for trial and test, with checks and faults of its own. Serves the published
 * contract under {@code /v1} and tells what it holds and saw under {@code /simulator}. Everything
 * is in memory, a fact costs the size of its JSON and some 150 bytes; nothing survives a close.
 */
public final class Simulator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);

  static {
    // read once by the JDK's server; without it small answers wait for the peer's delayed ACK
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final SimulatorSettings settings;
  private final Platform platform;
  private final Doors doors;

  /**
   * Reads the keys and compiles the schemas.
   *
   * @throws IllegalStateException when there is no app id, or one has no key or more than two
   */
  public Simulator(SimulatorSettings settings) {
    this(settings, Clock.systemUTC());
  }

  /** As above, with another clock for time stamps, nonces and content checks. */
  public Simulator(SimulatorSettings settings, Clock clock) {
    this.settings = settings;
    this.platform = new Platform(settings, clock);
    this.doors = new Doors(settings.host(), settings.threads());
  }

  /**
   * Listens from now on.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public Simulator start() {
    doors.open(settings.port(), new PlatformCalls(platform), new ControlCalls(platform, doors));
    LOG.info("Simulated platform on port {}", doors.port());
    return this;
  }

  /** The port of the contract's calls. */
  public int port() {
    return doors.port();
  }

  /** The port of {@code /simulator/…}: the same, but another while connections are refused. */
  public int controlPort() {
    return doors.controlPort();
  }

  /**
   * Carries out an order as {@code POST /simulator/faults} does, and is done on return.
   *
   * @param json the order, for example {@code {"refuseConnections": true}}
   * @throws IllegalArgumentException when it is not one
   */
  public void faults(String json) {
    try {
      var order = Json.MAPPER.readTree(json);
      platform.faults().set(order);
      doors.carryOut(order.get("refuseConnections"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Faults are a JSON object", e);
    }
  }

  /** Ends every fault. */
  public void clearFaults() {
    platform.faults().clear();
    doors.carryOut(Json.MAPPER.nullNode());
  }

  /** The document of {@code GET /simulator/counts}. */
  public String counts() {
    return platform.counts().toString();
  }

  /** The document of {@code GET /simulator/violations}. */
  public String violations() {
    return platform.violations().list().toString();
  }

  @Override
  public void close() {
    doors.close();
  }
}
