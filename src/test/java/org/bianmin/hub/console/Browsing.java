package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One page at a time in a fresh browser, and what its console complains about. */
final class Browsing implements AutoCloseable {

  /** Milliseconds that a condition is waited for; a page on a busy machine needs some. */
  private static final double PATIENCE = 60_000;

  private final Chromium chromium = Chromium.start();
  private final List<String> complaints = new ArrayList<>();
  private final String base;
  private BrowserContext context;
  private Look look;

  Browsing(int port) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    this.base = "http://localhost:" + port;
  }

  Page open(String path) {
    return open(path, ColorScheme.LIGHT, 1366, 768);
  }

  Page open(String path, ColorScheme scheme, int width, int height) {
    leave();
    context = context(scheme, width, height);
    return page(path);
  }

  /** Opens a page in the browser of the page before, unless that had another look. */
  Page open(String path, Look as) {
    if (as == look) {
      context.pages().forEach(Page::close);
    } else {
      leave();
      context = context(as.scheme, as.width, as.height);
      look = as;
    }
    return page(path + (path.contains("?") ? "&" : "?") + "lang=" + as.language);
  }

  private BrowserContext context(ColorScheme scheme, int width, int height) {
    return chromium.browser.newContext(
        new Browser.NewContextOptions()
            .setBaseURL(base)
            .setColorScheme(scheme)
            .setLocale("zh-CN")
            .setViewportSize(width, height));
  }

  private Page page(String path) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(path);
    return page;
  }

  private void leave() {
    if (context != null) {
      context.close();
      context = null;
      look = null;
    }
  }

  void noComplaints() {
    leave();
    assertThat(complaints).as("what the browser's console complains about").isEmpty();
  }

  /** Takes a picture of the whole page in every look, none of which must go sideways. */
  void shoot(String path, String name) {
    for (Look each : Look.values()) {
      shoot(open(path, each), name + "-" + each.word());
    }
  }

  /** Takes a picture of the whole page, which must not go sideways. */
  static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots", name.toLowerCase(Locale.ROOT) + ".png")));
    assertThat(
            (boolean)
                page.evaluate(
                    "document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        .as("%s goes sideways", name)
        .isFalse();
  }

  @Override
  public void close() {
    leave();
    chromium.close();
  }
}
