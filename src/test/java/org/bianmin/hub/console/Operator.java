package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;

/** A person at the console with a question; what it takes to answer it is counted. */
final class Operator {

  /** Words in both languages. */
  record Words(String zh, String en) {}

  /**
   * What was done.
   *
   * @param clicks of the mouse
   * @param fields that were filled in or chosen in
   * @param millis from asking for the first page to the answer, without the person's own time
   */
  record Done(
      int number,
      Words who,
      Words question,
      List<Words> steps,
      Words answer,
      int clicks,
      int fields,
      long millis) {}

  /** Milliseconds in which a page shows what it has to show, on a machine that has much to do. */
  private static final double PATIENCE = 30_000;

  final Page page;

  private final int number;
  private final Words who;
  private final Words question;
  private final List<Words> steps = new ArrayList<>();
  private final long started = System.nanoTime();
  private int clicks;
  private int fields;

  /** Sits down before the overview; odd tasks are done in Chinese, even ones in English. */
  Operator(Browsing browsing, int number, Words who, Words question) {
    this.number = number;
    this.who = who;
    this.question = question;
    this.page = browsing.open("/?lang=" + (number % 2 == 1 ? "zh" : "en"));
  }

  /** Goes to a page by the side bar. */
  Operator goes(String path, String zh, String en) {
    return clicks("nav.side a[href='" + path + "']", "侧栏“" + zh + "”", "side bar: " + en);
  }

  Operator clicks(String what, String zh, String en) {
    steps.add(new Words(zh, en));
    clicks++;
    page.locator(what).first().click();
    return this;
  }

  /** Writes into a field, or chooses in it. */
  Operator fills(String field, String text, String zh, String en) {
    steps.add(new Words(zh, en));
    fields++;
    Locator input = page.locator(field).first();
    if ("SELECT".equals(input.evaluate("field => field.tagName"))) {
      input.selectOption(text);
    } else {
      input.fill(text);
    }
    return this;
  }

  /** Clicks on something that is kept as a file. */
  Download saves(String what, String zh, String en) {
    return page.waitForDownload(() -> clicks(what, zh, en));
  }

  /** Sees, at the latest after a while. */
  Operator sees(String where, String text) {
    assertThat(page.locator(where).first())
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    return this;
  }

  /** The question is answered. */
  Done answered(String zh, String en) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    return new Done(
        number, who, question, List.copyOf(steps), new Words(zh, en), clicks, fields, millis);
  }
}
