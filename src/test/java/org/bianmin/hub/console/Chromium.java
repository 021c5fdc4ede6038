package org.bianmin.hub.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, driven by Playwright; nothing is downloaded. */
final class Chromium implements AutoCloseable {

  private final Playwright playwright;
  final Browser browser;

  private Chromium(Path program) {
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update")));
  }

  /** Starts it; the test is skipped where it is not installed. */
  static Chromium start() {
    String named = System.getenv("CHROMIUM");
    Path program = Path.of(named == null ? "/usr/bin/chromium" : named);
    assumeTrue(
        Files.isExecutable(program),
        "Chromium is missing: install the packages chromium and fonts-noto-cjk, or name it in"
            + " the environment variable CHROMIUM");
    return new Chromium(program);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
