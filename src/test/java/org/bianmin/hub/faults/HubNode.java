package org.bianmin.hub.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several hubs on a store. It starts again as it was: with its ports, its data folder and
 * its settings. It has one MLLP source, {@code his}, and the keys of all.
 */
final class HubNode implements AutoCloseable {

  private final HubProcess.Place place;
  private final String name;
  private final Path log;
  private final String heap;
  private final int mllp = HubProcess.freePort();
  private final int http = HubProcess.freePort();
  private final List<String> settings = new ArrayList<>();
  private HubProcess process;

  /**
   * Prepares it; it is not started yet.
   *
   * @param folder of all nodes
   * @param heap of its JVM, for example {@code 256m}
   * @param settings besides those of its source and of its folder
   */
  HubNode(Path folder, String name, String heap, List<String> settings) throws IOException {
    this(HubProcess.Place.HERE, folder, name, heap, settings);
  }

  /** The same, elsewhere. */
  HubNode(HubProcess.Place place, Path folder, String name, String heap, List<String> settings)
      throws IOException {
    this.place = place;
    this.name = name;
    this.log = folder.resolve(name + ".log");
    this.heap = heap;
    Path data = Files.createDirectories(folder.resolve(name));
    Files.createSymbolicLink(data.resolve("keys"), Files.createDirectories(folder.resolve("keys")));
    this.settings.addAll(settings);
    this.settings.add("--hub.facility=" + HospitalLoad.FACILITY);
    this.settings.add("--hub.data=" + data);
    this.settings.addAll(HubProcess.mllp(place, "his", mllp, "UTF-8"));
  }

  /** Starts it, also once more, and does not wait for it. */
  HubNode launch() throws IOException {
    process = HubProcess.launch(place, log, heap, http, settings);
    return this;
  }

  /** Waits until it says that it is ready. */
  HubNode ready() {
    HubProcess unused = process.ready();
    return this;
  }

  String name() {
    return name;
  }

  /** The port of its MLLP source. */
  int mllp() {
    return mllp;
  }

  /** The one that was launched last. */
  HubProcess process() {
    return process;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
