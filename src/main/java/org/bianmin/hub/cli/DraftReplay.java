package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.bianmin.hub.cli.HubApi.Answer;

/** Watches a draft run until it ends, and cancels it when the command is broken off. */
final class DraftReplay {

  static final String PATH = "mappings/draft-runs";

  private static final long LOOK_MILLIS = 300;
  private static final String RUNNING = "RUNNING";

  private final HubApi hub;
  private final long id;
  private final boolean bar;
  private final PrintWriter out;

  DraftReplay(HubApi hub, long id, boolean bar, PrintWriter out) {
    this.hub = hub;
    this.id = id;
    this.bar = bar;
    this.out = out;
  }

  /** The run as it ended. */
  JsonNode await() throws IOException, InterruptedException {
    Thread cancels = new Thread(this::cancel, "cancel-draft-run");
    Runtime.getRuntime().addShutdownHook(cancels);
    out.println("Draft run " + id + " has begun; Ctrl-C cancels it");
    out.flush();
    try {
      JsonNode run = watch();
      Runtime.getRuntime().removeShutdownHook(cancels);
      return run;
    } catch (IllegalStateException e) {
      // broken off already: the hook is at work
      throw new InterruptedException("broken off");
    }
  }

  private JsonNode watch() throws IOException, InterruptedException {
    ProgressBar progress =
        bar ? new ProgressBarBuilder().setTaskName("Draft run " + id).showSpeed().build() : null;
    try {
      JsonNode run = look();
      while (run.path("state").asText().equals(RUNNING)) {
        show(progress, run.path("progress"));
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        run = look();
      }
      show(progress, run.path("progress"));
      return run;
    } finally {
      if (progress != null) {
        progress.close();
      }
    }
  }

  private static void show(ProgressBar progress, JsonNode now) {
    if (progress != null) {
      progress.maxHint(now.path("expected").asLong());
      progress.stepTo(now.path("messages").asLong());
      progress.setExtraMessage(now.path("waits").asBoolean() ? "waits for the hub's own work" : "");
    }
  }

  private JsonNode look() throws IOException, InterruptedException {
    Answer answer = hub.get(PATH + "/" + id);
    if (!answer.ok()) {
      throw new IOException(answer.problem());
    }
    return answer.body();
  }

  private void cancel() {
    try {
      if (hub.post(PATH + "/" + id + "/cancel", Map.of()).ok()) {
        out.println();
        out.println(
            "Draft run "
                + id
                + " is cancelled; the difference so far: GET /api/v1/mappings/draft-runs/"
                + id);
        out.flush();
      }
    } catch (IOException e) {
      out.println("Draft run " + id + " may go on: " + e.getMessage());
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
