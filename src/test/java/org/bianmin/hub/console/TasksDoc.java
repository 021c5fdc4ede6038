package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.bianmin.hub.console.Operator.Done;
import org.bianmin.hub.console.Operator.Words;

/**
 * The two pages of tasks, docs/tasks.md and docs/tasks.zh.md. What stands under the mark is what
 * the tasks took when they were done; the times are of one run and are not compared.
 */
final class TasksDoc {

  private static final String MARK = "<!-- below: written by OperatorTasksIT -->\n";
  private static final String TIME = "[0-9]+\\.[0-9] s";

  private final Collection<Done> tasks;

  TasksDoc(Collection<Done> tasks) {
    this.tasks = tasks;
  }

  /** Writes them where {@code -Dapprove=true}, and else says how they differ. */
  void check() throws IOException {
    check("docs/tasks.md", Words::en, false);
    check("docs/tasks.zh.md", Words::zh, true);
  }

  private void check(String path, Function<Words, String> in, boolean zh) throws IOException {
    Path file = Path.of(path);
    String is = Files.readString(file);
    int mark = is.indexOf(MARK) + MARK.length();
    String told = is.substring(0, mark) + text(in, zh);
    if (Boolean.getBoolean("approve")) {
      Files.writeString(file, told);
    } else {
      assertThat(is.replaceAll(TIME, "s"))
          .as("%s; -Dapprove=true writes it", path)
          .isEqualTo(told.replaceAll(TIME, "s"));
    }
  }

  private String text(Function<Words, String> in, boolean zh) {
    StringBuilder text = new StringBuilder();
    text.append(
        zh
            ? "\n| | 谁 | 要办的事 | 点击 | 填写 | 用时 |\n|---|---|---|---|---|---|\n"
            : "\n| | who | task | clicks | fields | time |\n|---|---|---|---|---|---|\n");
    for (Done task : tasks) {
      text.append(
          "| %d | %s | %s | %d | %d | %s |%n"
              .formatted(
                  task.number(),
                  in.apply(task.who()),
                  in.apply(task.question()),
                  task.clicks(),
                  task.fields(),
                  seconds(task)));
    }
    for (Done task : tasks) {
      text.append("%n## %d. %s%n%n".formatted(task.number(), in.apply(task.question())));
      int step = 0;
      for (Words one : task.steps()) {
        text.append("%d. %s%n".formatted(++step, in.apply(one)));
      }
      text.append(
          "%s%s%s%n"
              .formatted(step == 0 ? "" : "\n", zh ? "答案：" : "Answer: ", in.apply(task.answer())));
    }
    return text.toString();
  }

  private static String seconds(Done task) {
    return String.format(Locale.ROOT, "%.1f s", task.millis() / 1000.0);
  }
}
