package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LiveStreamTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final long EVERY_MILLIS = 20;

  /** A browser that reads, or one that has stopped to. */
  private static final class Socket extends ServletOutputStream {
    volatile boolean reading = true;
    private final StringBuilder text = new StringBuilder();

    @Override
    public boolean isReady() {
      return reading;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      // the test says when it may write
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void write(byte[] bytes) {
      text.append(new String(bytes, StandardCharsets.UTF_8));
    }

    synchronized String text() {
      return text.toString();
    }
  }

  private record Watching(Socket socket, LiveViewer viewer) {}

  private final AtomicInteger readings = new AtomicInteger();
  private final List<Set<Locale>> rendered = new ArrayList<>();
  private volatile String figure = "1";
  private volatile boolean away;
  private final LiveStream stream = new LiveStream("test", EVERY_MILLIS, 12, this::render);

  private Map<Locale, Map<String, String>> render(Set<Locale> languages) {
    readings.incrementAndGet();
    if (away) {
      throw new IllegalStateException("the store is away");
    }
    synchronized (rendered) {
      rendered.add(Set.copyOf(languages));
    }
    Map<Locale, Map<String, String>> html = new HashMap<>();
    languages.forEach(
        language ->
            html.put(
                language,
                Map.of(
                    "moving",
                    "<p id=\"moving\">\n  " + language + figure + "\n</p>",
                    "resting",
                    "<p id=\"resting\"></p>")));
    return html;
  }

  @AfterEach
  void close() {
    stream.close();
  }

  private Watching watch(Locale language) throws Exception {
    Socket socket = new Socket();
    var async = new MockAsyncContext(new MockHttpServletRequest(), new MockHttpServletResponse());
    List<LiveViewer> gone = new ArrayList<>();
    var viewer = new LiveViewer(async, socket, language, gone::add);
    stream.add(viewer);
    viewer.onWritePossible();
    return new Watching(socket, viewer);
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void tenViewersCauseOneReadingPerTurnAndOneRenderingPerLanguage() throws Exception {
    List<Watching> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(watch(i % 2 == 0 ? Locale.CHINESE : Locale.ENGLISH));
    }
    long from = System.nanoTime();
    int before = readings.get();
    await().atMost(SOON).until(() -> readings.get() >= before + 20);
    long turns = (System.nanoTime() - from) / Duration.ofMillis(EVERY_MILLIS).toNanos();

    assertThat((long) readings.get() - before).isLessThanOrEqualTo(turns + 2);
    synchronized (rendered) {
      assertThat(rendered.get(rendered.size() - 1))
          .containsExactlyInAnyOrder(Locale.CHINESE, Locale.ENGLISH);
    }
    for (Watching one : ten) {
      assertThat(one.socket().text()).contains("data: " + one.viewer().language() + "1\n");
    }
  }

  @Test
  void partThatHasNotChangedIsNotSentAgain() throws Exception {
    Watching one = watch(Locale.CHINESE);
    await().atMost(SOON).until(() -> one.socket().text().contains("zh1"));
    figure = "2";
    await().atMost(SOON).until(() -> one.socket().text().contains("zh2"));
    int turns = readings.get();
    await().atMost(SOON).until(() -> readings.get() > turns + 5);

    assertThat(count(one.socket().text(), "data: moving\n")).isEqualTo(2);
    assertThat(count(one.socket().text(), "data: resting\n")).isEqualTo(1);
  }

  @Test
  void stalledViewerHoldsUpNobodyAndGetsTheNewestStateWhenItReadsAgain() throws Exception {
    Watching stalled = watch(Locale.CHINESE);
    Watching other = watch(Locale.CHINESE);
    await().atMost(SOON).until(() -> stalled.socket().text().contains("zh1"));
    stalled.socket().reading = false;
    for (int i = 2; i < 12; i++) {
      figure = Integer.toString(i);
      String sign = "zh" + i + "\n";
      await().atMost(SOON).until(() -> other.socket().text().contains(sign));
    }
    assertThat(stalled.socket().text()).doesNotContain("zh2");
    assertThat(stalled.viewer().stalledNanos()).isPositive();

    stalled.socket().reading = true;
    stalled.viewer().onWritePossible();

    assertThat(stalled.socket().text()).contains("zh11\n").doesNotContain("zh10\n");
    assertThat(stalled.viewer().stalledNanos()).isZero();
  }

  @Test
  void nothingIsReadWhileNobodyWatches() throws Exception {
    assertThat(readings.get()).isZero();
    Watching one = watch(Locale.CHINESE);
    await().atMost(SOON).until(() -> readings.get() > 2);
    stream.remove(one.viewer());
    await().atMost(SOON).until(() -> !stream.going());

    Watching again = watch(Locale.ENGLISH);
    await().atMost(SOON).until(() -> again.socket().text().contains("en1"));
  }

  @Test
  void viewersAreToldWhenTheFiguresCannotBeRead() throws Exception {
    Watching one = watch(Locale.CHINESE);
    await().atMost(SOON).until(() -> one.socket().text().contains("zh1"));
    away = true;
    await().atMost(SOON).until(() -> one.socket().text().contains("event: stale"));
  }

  @Test
  void noMoreWatchThanThereMayBe() throws Exception {
    for (int i = 0; i < 12; i++) {
      watch(Locale.CHINESE);
    }
    var response = new MockHttpServletResponse();
    stream.open(new MockHttpServletRequest(), response, Locale.CHINESE);

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(stream.watching()).isEqualTo(12);
  }

  @Test
  void closingEndsAllStreams() throws Exception {
    Watching one = watch(Locale.CHINESE);
    await().atMost(SOON).until(() -> one.socket().text().contains("zh1"));
    stream.close();
    figure = "2";
    await().atMost(SOON).until(() -> !stream.going());

    assertThat(one.socket().text()).doesNotContain("zh2");
    var response = new MockHttpServletResponse();
    stream.open(new MockHttpServletRequest(), response, Locale.CHINESE);
    assertThat(response.getStatus()).isEqualTo(503);
  }
}
