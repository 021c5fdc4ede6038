package org.bianmin.hub.receive;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.bianmin.hub.journal.Sources;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The hub's MLLP listener (its route template, event loops, frame decoder and answer encoder) with
 * a canned answer in place of all that comes behind it: the floor of the benchmark.
 */
public final class FloorListener implements AutoCloseable {

  private static final byte[] CANNED =
      ("MSH|^~\\&|HUB|12340000485000000X|BENCH|12340000485000000X|20260101090000||ACK^A04|0|T|2.5.1\r"
           + "MSA|AA|0\r")
          .getBytes(StandardCharsets.US_ASCII);

  private final ConfigurableApplicationContext context;

  /**
   * Listens from now on.
   *
   * @param store completes when the answer may leave
   */
  public FloorListener(int port, Function<byte[], CompletableFuture<?>> store) {
    ApplicationContextInitializer<GenericApplicationContext> receiver =
        beans -> beans.registerBean("mllpReceiver", Canned.class, () -> new Canned(store));
    this.context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .initializers(receiver)
            .run(
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--hub.facility=12340000485000000X",
                "--hub.sources.bench.transport=mllp",
                "--hub.sources.bench.host=127.0.0.1",
                "--hub.sources.bench.port=" + port);
  }

  @Override
  public void close() {
    context.close();
  }

  /** Without a stereotype, so that no scan of a whole hub finds it. */
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  @EnableConfigurationProperties(Sources.class)
  @Import({MllpEventLoops.class, SourceRoutes.class})
  static class Parts {}

  /** Stands where the route calls {@link MllpReceiver}; public because Camel wants it so. */
  public static final class Canned {

    private final Function<byte[], CompletableFuture<?>> store;

    Canned(Function<byte[], CompletableFuture<?>> store) {
      this.store = store;
    }

    /** Answers a frame once it is stored. */
    public CompletableFuture<?> receive(MllpFrame frame) {
      MllpAnswer answer = new MllpAnswer(frame.number(), CANNED);
      CompletableFuture<?> stored = store.apply(frame.bytes());
      return stored == null
          ? CompletableFuture.completedFuture(answer)
          : stored.thenApplyAsync(done -> answer, frame.eventLoop());
    }
  }
}
