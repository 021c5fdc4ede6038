package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bianmin.hub.simulator.Reports.Held;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * Other facilities of the platform, so that the loop of recognition can be seen with one hospital
 * alone: when the platform first meets a person, they publish what they examined earlier. Who has
 * what follows from the seed and the person.
 */
final class Neighbours {

  private static final String[] NAMES = {
    "示例邻市第一人民医院", "示例邻市中医医院", "示例邻县人民医院", "示例邻县妇幼保健院", "示例邻区社区卫生服务中心"
  };

  /** Share of persons who were anywhere else. */
  private static final double KNOWN = 0.7;

  /** Share of the other facilities that know such a person. */
  private static final double HERE = 0.4;

  private static final double EXAMINED = 0.35;

  /** One of them. */
  record Neighbour(String facility, String name) {}

  private final List<Neighbour> all = new ArrayList<>();
  private final long seed;
  private final NeighbourReports reports;
  private final RecognitionBooks books;
  private final Set<String> met = new HashSet<>();

  Neighbours(int number, long seed, Clock clock, Catalogue catalogue, RecognitionBooks books) {
    this.seed = seed;
    this.books = books;
    this.reports = new NeighbourReports(clock, catalogue);
    for (int i = 0; i < number; i++) {
      String name = i < NAMES.length ? NAMES[i] : "示例邻院" + (i + 1);
      all.add(new Neighbour("1249900000000000%02d".formatted(i + 1), name));
    }
  }

  /**
   * The platform hears of a person ({@link PublishedReport#person}), perhaps not for the first
   * time.
   */
  synchronized void meet(String person) {
    if (all.isEmpty() || !met.add(person)) {
      return;
    }
    byte[] hash = hash(person);
    Random random = new Random(number(hash));
    if (random.nextDouble() >= KNOWN) {
      return;
    }
    String no = number(hash, 8);
    int sure = random.nextInt(all.size());
    for (int i = 0; i < all.size(); i++) {
      boolean here = random.nextDouble() < HERE || i == sure;
      boolean examined = random.nextDouble() < EXAMINED;
      long draws = random.nextLong();
      if (here) {
        publish(reports.laboratory(all.get(i), "L" + no, person, new Random(draws)));
        if (examined) {
          publish(reports.examination(all.get(i), "E" + no, person, new Random(~draws)));
        }
      }
    }
  }

  private byte[] hash(String person) {
    byte[] text = (seed + "\n" + person).getBytes(UTF_8);
    SHA256Digest digest = new SHA256Digest();
    digest.update(text, 0, text.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static long number(byte[] hash) {
    long number = 0;
    for (int i = 0; i < 8; i++) {
      number = (number << 8) | (hash[i] & 0xff);
    }
    return number;
  }

  private static String number(byte[] hash, int from) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < from + 5; i++) {
      digits.append("%03d".formatted(hash[i] & 0xff));
    }
    return digits.toString();
  }

  /** What they publish goes through the check and into the books like any report. */
  private Verdict publish(ObjectNode bundle) {
    try {
      PublishedReport report = ReportReader.read(bundle);
      return books.publish(report, Json.sorted(bundle), bundle, Capabilities.ALL);
    } catch (ReportBreach e) {
      throw new IllegalStateException("A neighbour's report breaks the contract", e);
    }
  }

  /** The neighbours, with the number of their reports. */
  ObjectNode list() {
    ObjectNode list = Json.MAPPER.createObjectNode();
    var items = list.putArray("items");
    for (Neighbour neighbour : all) {
      items
          .addObject()
          .put("facility", neighbour.facility())
          .put("name", neighbour.name())
          .put("reports", books.reports().ofFacility(neighbour.facility()).size());
    }
    return list.putNull("next");
  }

  /**
   * Makes a neighbour correct or recall one of its reports.
   *
   * @param key of the report; null for one that a record names, or else the last by key
   * @return key, version and status as they are now
   * @throws Refusal 404 when there is no such neighbour, or no such active report
   */
  ObjectNode change(String facility, String key, boolean recall, boolean urgent) throws Refusal {
    synchronized (books) {
      PublishedReport report =
          find(facility, key)
              .orElseThrow(
                  () -> new Refusal(404, "NOT_FOUND", "No neighbour holds such an active report."));
      ObjectNode bundle;
      try {
        byte[] body = books.reports().bundle(report.key()).orElseThrow();
        bundle = (ObjectNode) Json.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("A bundle that was read once can be read again", e);
      }
      ObjectNode next =
          recall ? reports.recalled(bundle, urgent) : reports.corrected(bundle, urgent);
      Verdict verdict = publish(next);
      if (!verdict.held()) {
        throw new IllegalStateException("The change of a neighbour's report: " + verdict);
      }
      return Json.MAPPER
          .createObjectNode()
          .put("key", report.key())
          .put("version", report.version() + 1)
          .put("status", recall ? "void" : "active");
    }
  }

  private Optional<PublishedReport> find(String facility, String key) {
    if (all.stream().noneMatch(neighbour -> neighbour.facility().equals(facility))) {
      return Optional.empty();
    }
    PublishedReport found = null;
    boolean named = false;
    for (Held held : books.reports().ofFacility(facility)) {
      PublishedReport report = held.report();
      if (!report.active() || (key != null && !key.equals(report.key()))) {
        continue;
      }
      boolean uses = !books.records().naming(report.key()).isEmpty();
      if (found == null || uses || !named) {
        found = report;
        named |= uses;
      }
    }
    return Optional.ofNullable(found);
  }
}
