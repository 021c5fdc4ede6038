package org.bianmin.hub.normalize;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.ShippedFolder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Journal, normalizer and facts on a real store, with the shipped mappings and drafts of them. */
public final class DraftHub implements AutoCloseable {

  /**
   * The rooms; nothing listens and nothing is forwarded. Without {@code @Configuration}, so that a
   * whole hub of another test does not find it.
   */
  @ComponentScan(
      basePackages = {
        "org.bianmin.hub.store",
        "org.bianmin.hub.telemetry",
        "org.bianmin.hub.facts",
        "org.bianmin.hub.mapping",
        "org.bianmin.hub.normalize"
      })
  @ComponentScan(basePackageClasses = Sources.class)
  @ConfigurationPropertiesScan({"org.bianmin.hub.journal", "org.bianmin.hub.store"})
  static class Rooms {

    @Bean
    ChangeListener nobody() {
      return (session, changes) -> () -> {};
    }
  }

  private static final long MINUTE = 60_000;
  private static final String DRAFT = "my-change";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private DraftHub(Path folder) {
    this.folder = folder;
    Map<String, Object> settings = new HashMap<>();
    settings.put("hub.data", folder.resolve("data").toString());
    settings.put("hub.mappings", folder.resolve("mappings").toString());
    settings.put("hub.drafts", folder.resolve("drafts").toString());
    settings.put("hub.facility", "H001");
    settings.put("hub.sources.his.transport", "fhir");
    settings.put("hub.sources.lis.transport", "fhir");
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context.register(Rooms.class);
    context.refresh();
  }

  /** Starts on what the folder holds, with the shipped mappings where it is empty. */
  public static DraftHub start(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("mappings"))) {
      ShippedFolder.copyTo(folder.resolve("mappings"));
    }
    return new DraftHub(folder);
  }

  /** A copy of the mappings under the drafts. */
  public ShippedFolder draft() throws IOException {
    Files.createDirectories(folder.resolve("drafts"));
    return ShippedFolder.copyTo(folder.resolve("drafts").resolve(DRAFT));
  }

  /** The name of that copy. */
  public String draftName() {
    return DRAFT;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public AnnotationConfigApplicationContext context() {
    return context;
  }

  /** Journals messages, all received now, and waits until they are durable. */
  public void receive(String source, List<String> messages) {
    receive(source, messages, 0);
  }

  /** The same, received a minute ago: where they wait, there is a backlog. */
  public void receiveLate(String source, List<String> messages) {
    receive(source, messages, MINUTE);
  }

  private void receive(String source, List<String> messages, long ago) {
    Intake intake = context.getBean(Intake.class);
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(messages.size());
    for (String message : messages) {
      receipts.add(intake.receive(message(source, message, ago)));
    }
    receipts.forEach(CompletableFuture::join);
  }

  static NewMessage message(String source, String text) {
    return message(source, text, 0);
  }

  private static NewMessage message(String source, String text, long ago) {
    return new NewMessage(
        source,
        "H001",
        MessageFormat.HL7V2,
        "",
        "",
        "UTF-8",
        System.currentTimeMillis() - ago,
        text.getBytes(StandardCharsets.UTF_8),
        null,
        null);
  }

  /** Waits until all that was received is read. */
  public void awaitQuiet() {
    MessageQueries journal = context.getBean(MessageQueries.class);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> journal.oldestWaiting() == null);
  }

  /** Starts a run of the draft over all that was received so far. */
  public DraftRun run() {
    DraftWish wish = new DraftWish(DRAFT, null, 0, System.currentTimeMillis() + 1);
    return ((DraftStart.Begun) bean(DraftRuns.class).start(wish)).run();
  }

  public DraftRun find(long id) {
    return bean(DraftRuns.class).find(id).orElseThrow();
  }

  /** Waits until a run has ended. */
  public DraftRun awaitEnd(long id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(id).state() != DraftState.RUNNING);
    return find(id);
  }

  public JdbcClient queries() {
    return context.getBean(JdbcClient.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
