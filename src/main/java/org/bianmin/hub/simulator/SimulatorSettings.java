package org.bianmin.hub.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The simulated platform, {@code hub.simulator.*}; read in the profiles trial and simulator only.
 *
 * @param host address to listen on; its control calls ask for no login, so leave it on loopback
 *     unless the network is a closed one
 * @param port TCP port, 0 for any free one
 * @param threads calls served at the same time
 * @param seed start of the random draws of the faults, so that a run can be repeated
 * @param checkDelay time from a receipt to its content check
 * @param apps who may call, by app id
 * @param capabilities what this platform can do
 * @param neighbours facilities of the platform's own, 0 to 20, that publish earlier reports about
 *     some of the persons whom it meets
 */
@ConfigurationProperties("hub.simulator")
public record SimulatorSettings(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("8090") int port,
    @DefaultValue("16") int threads,
    @DefaultValue("1") long seed,
    @DefaultValue("2s") Duration checkDelay,
    Map<String, App> apps,
    @DefaultValue Capabilities capabilities,
    @DefaultValue("0") int neighbours) {

  private static final int MOST_NEIGHBOURS = 20;

  public SimulatorSettings {
    if (neighbours < 0 || neighbours > MOST_NEIGHBOURS) {
      throw new IllegalArgumentException(
          "hub.simulator.neighbours is from 0 to " + MOST_NEIGHBOURS);
    }
    apps = apps == null ? Map.of() : Map.copyOf(apps);
  }

  /** Settings with every default but the port and the apps, for a host without Spring. */
  public static SimulatorSettings of(int port, Map<String, App> apps) {
    return new SimulatorSettings(
        "127.0.0.1", port, 16, 1, Duration.ofSeconds(2), apps, Capabilities.ALL, 0);
  }

  public SimulatorSettings withCapabilities(Capabilities other) {
    return new SimulatorSettings(host, port, threads, seed, checkDelay, apps, other, neighbours);
  }

  public SimulatorSettings withNeighbours(int number) {
    return new SimulatorSettings(host, port, threads, seed, checkDelay, apps, capabilities, number);
  }

  /**
   * One app id.
   *
   * @param key secret text, from the environment
   * @param keyFile file with one key per line; with {@code key} at most two keys in all, so that a
   *     key can be changed without a gap
   * @param facilities facilities it may send for; every facility when empty
   * @param seal how bodies of mutual recognition are sealed; none when absent
   */
  public record App(String key, Path keyFile, List<String> facilities, Seal seal) {

    @ConstructorBinding
    public App {
      facilities = facilities == null ? List.of() : List.copyOf(facilities);
    }

    /** An app id that seals nothing. */
    public App(String key, Path keyFile, List<String> facilities) {
      this(key, keyFile, facilities, null);
    }

    boolean maySendFor(String facility) {
      return facilities.isEmpty() || facilities.contains(facility);
    }

    @Override
    public String toString() {
      return "App[key masked, keyFile="
          + keyFile
          + ", facilities="
          + facilities
          + ", seal="
          + seal
          + "]";
    }
  }

  /**
   * A seal that was agreed.
   *
   * @param algorithm {@code SM4-GCM} or {@code AES-256-GCM}
   * @param keyFile file with one key per line, base64 of 16 or of 32 bytes; at most two keys
   */
  public record Seal(String algorithm, Path keyFile) {}

  /**
   * What a platform can do, as the contract's README lists it.
   *
   * @param versions takes newer versions of a fact, and repetitions
   * @param voids takes voids
   * @param resubmitAfterVoid takes a fact back that was void
   * @param asyncCheck makes content checks after the receipts
   * @param recognitionQuery answers searches for reports of other facilities
   * @param maxBatch largest number of items in a batch, 1 to 500
   */
  public record Capabilities(
      @DefaultValue("true") boolean versions,
      @DefaultValue("true") boolean voids,
      @DefaultValue("true") boolean resubmitAfterVoid,
      @DefaultValue("false") boolean asyncCheck,
      @DefaultValue("true") boolean recognitionQuery,
      @DefaultValue("500") int maxBatch) {

    static final int CONTRACT_BATCH = 500;

    /** A platform that lacks nothing but content checks. */
    public static final Capabilities ALL =
        new Capabilities(true, true, true, false, true, CONTRACT_BATCH);

    public Capabilities {
      if (maxBatch < 1 || maxBatch > CONTRACT_BATCH) {
        throw new IllegalArgumentException(
            "hub.simulator.capabilities.max-batch is from 1 to " + CONTRACT_BATCH);
      }
    }
  }
}
