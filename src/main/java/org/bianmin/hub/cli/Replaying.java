package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.bianmin.hub.cli.HubApi.Answer;

/** Has a selection of messages read again, and waits until none of them waits. */
final class Replaying {

  private static final long LOOK_MILLIS = 300;
  // the hub counts for each answer: most of its time is for the replay itself
  private static final long PAUSE_PER_ANSWER = 10;

  private final HubApi hub;
  private final Map<String, Object> selection;
  private final boolean bar;
  private long count;
  private long pruned;
  private long answeredIn;

  Replaying(HubApi hub, Map<String, Object> selection, boolean bar) {
    this.hub = hub;
    this.selection = selection;
    this.bar = bar;
  }

  /** Messages that are read again. */
  long count() {
    return count;
  }

  /** Messages that are not, since their raw bytes are pruned. */
  long pruned() {
    return pruned;
  }

  /** Answers what the hub says at the end: {@code waiting} and {@code parked}. */
  JsonNode run() throws IOException, InterruptedException {
    JsonNode begun = asked(hub.post("messages/replay", selection));
    count = begun.path("count").asLong();
    pruned = begun.path("pruned").asLong();
    ProgressBar progress =
        bar
            ? new ProgressBarBuilder()
                .setTaskName("Replaying")
                .setInitialMax(count)
                .showSpeed()
                .build()
            : null;
    try {
      JsonNode state = state();
      while (state.path("waiting").asLong() > 0) {
        show(progress, state);
        TimeUnit.MILLISECONDS.sleep(pause(answeredIn));
        state = state();
      }
      show(progress, state);
      return state;
    } finally {
      if (progress != null) {
        progress.close();
      }
    }
  }

  private void show(ProgressBar progress, JsonNode state) {
    if (progress != null) {
      progress.stepTo(Math.max(0, count - state.path("waiting").asLong()));
    }
  }

  private JsonNode state() throws IOException, InterruptedException {
    long start = System.nanoTime();
    JsonNode state = asked(hub.get("messages/replay?" + query(selection)));
    answeredIn = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return state;
  }

  /**
   * How long to wait before the hub is asked again.
   *
   * @param answeredIn how long its last answer took; all in milliseconds
   */
  static long pause(long answeredIn) {
    return Math.max(LOOK_MILLIS, PAUSE_PER_ANSWER * answeredIn);
  }

  private static JsonNode asked(Answer answer) throws IOException {
    if (!answer.ok()) {
      throw new IOException(answer.problem());
    }
    return answer.body();
  }

  /** A selection as the query of a URL; names of sources need no escapes but the odd one. */
  static String query(Map<String, Object> selection) {
    return selection.entrySet().stream()
        .map(
            part ->
                part.getKey()
                    + '='
                    + java.net.URLEncoder.encode(
                        part.getValue().toString(), java.nio.charset.StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
