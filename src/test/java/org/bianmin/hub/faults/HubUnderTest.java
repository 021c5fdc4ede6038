package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.trial.TrialMessages;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One hub with one MLLP source and FHIR, its platform, its senders, and what is in its store. */
final class HubUnderTest implements AutoCloseable {

  private static final Duration SETTLING = Duration.ofMinutes(3);

  final PlatformSide platform;
  final LoadSenders senders;
  private final Path log;
  private final Books books;
  private final List<String> settings = new ArrayList<>();
  private final int port = HubProcess.freePort();
  private HubProcess process;

  /**
   * Prepares everything; the hub is not started yet.
   *
   * @param connections of the senders
   */
  HubUnderTest(Path folder, Path data, Books books, int connections, List<String> more)
      throws IOException {
    this.log = folder.resolve("hub.log");
    this.books = books;
    this.platform = new PlatformSide(folder, HospitalLoad.FACILITY);
    int mllp = HubProcess.freePort();
    settings.addAll(platform.settings());
    settings.add("--hub.facility=" + HospitalLoad.FACILITY);
    settings.add("--hub.data=" + data);
    settings.add("--hub.mappings=" + Path.of("mappings").toAbsolutePath());
    settings.addAll(HubProcess.mllp("his", mllp, "UTF-8"));
    settings.add("--hub.sources.fhir.transport=fhir");
    settings.addAll(more);
    this.senders = new LoadSenders(mllp, connections, registrations());
  }

  /** Registrations without end, each of another visit. */
  private static Iterator<byte[]> registrations() {
    TrialMessages messages =
        new TrialMessages(HospitalLoad.FACILITY, "F1", LocalDate.of(2026, 11, 2));
    return LongStream.range(0, Integer.MAX_VALUE).mapToObj(messages::smallAdt).iterator();
  }

  HubUnderTest start(String heap, String... more) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    process = HubProcess.launch(log, heap, port, all).ready();
    return this;
  }

  /** Starts it in this JVM, where a test can reach its parts; the caller closes it. */
  ConfigurableApplicationContext startHere() {
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--server.port=" + port);
    return new SpringApplicationBuilder(HubApplication.class).run(arguments.toArray(String[]::new));
  }

  HubProcess process() {
    return process;
  }

  Books books() {
    return books;
  }

  /** Lets the senders send so many, and waits until all are acknowledged. */
  void send(int messages) {
    senders.allow(messages);
    await().atMost(SETTLING).until(senders::idle);
  }

  /** Waits until nothing waits in the store any more. */
  void settle() {
    await()
        .atMost(SETTLING)
        .ignoreException(SQLException.class)
        .until(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
  }

  /**
   * Every registration that was acknowledged is in the journal once and on the platform once, and
   * every sum is right.
   */
  void verify() throws IOException, SQLException {
    verifyJournal();
    assertThat(platform.facts()).as("facts of the platform").isEqualTo(books.facts());
    assertThat(platform.byType("active"))
        .as("facts in force")
        .isEqualTo(Map.of("visit.registered", (long) senders.acknowledgedCount()));
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
  }

  /** As {@link #verify}, for a platform that was told to reject. */
  void verifyJournal() throws SQLException {
    assertThat(senders.refused()).isEmpty();
    Map<String, Long> journal =
        books.counts(
            "select control_id, count(*) from message where source = 'his' group by control_id");
    assertThat(journal.keySet()).as("control ids").isEqualTo(senders.acknowledgedIds());
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    books.balance();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.close();
    }
    senders.close();
    platform.close();
  }
}
