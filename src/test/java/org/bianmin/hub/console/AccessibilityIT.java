package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What holds for every page: people can see it, hear it, and use it without a mouse. */
class AccessibilityIT extends WholeConsole {

  /** Links of one shape that are followed. */
  private static final int OF_ONE_SHAPE = 2;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Every two of language, scheme and size meet once. */
  private enum Look {
    DESK("zh", ColorScheme.LIGHT, 1366, 768),
    NIGHT("en", ColorScheme.DARK, 1366, 768),
    PHONE("en", ColorScheme.LIGHT, 390, 844),
    PHONE_AT_NIGHT("zh", ColorScheme.DARK, 390, 844);

    private final String language;
    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(String language, ColorScheme scheme, int width, int height) {
      this.language = language;
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }

    /** What docs/console.md shows: the upper part of the page. */
    void picture(Page page, String pattern) {
      String name = pattern.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
      if (this != PHONE) {
        page.setViewportSize(width, Math.max(height, 960));
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(
                    Path.of(
                        "target/screenshots/console",
                        (name.isEmpty() ? "overview" : name)
                            + (this == DESK ? "" : "-" + name().toLowerCase(Locale.ROOT))
                            + ".png")));
      }
    }

    Page open(String path) {
      return browsing.open(PagePaths.in(language, path), scheme, width, height);
    }
  }

  private static PagePaths paths;

  @BeforeAll
  static void know(
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers)
      throws Exception {
    paths = new PagePaths(day, handlers);
  }

  /** Whole pages by pattern; the rest are parts that pages load. */
  private static Map<String, String> pages() throws Exception {
    Map<String, String> pages = new TreeMap<>();
    for (Map.Entry<String, String> known : paths.all().entrySet()) {
      if (known.getValue().equals(PagePaths.NOT_ASKED)) {
        continue;
      }
      HttpResponse<String> answer = day.get(known.getValue());
      assertThat(answer.statusCode()).as(known.getValue()).isLessThan(400);
      if (answer.body().startsWith("<!DOCTYPE html>")) {
        pages.put(known.getKey(), known.getValue());
      }
    }
    return pages;
  }

  @Test
  void everyPageOfTheApplicationIsLookedAtHere() {
    assertThat(paths.missing())
        .as("pages, by the patterns of their handlers, for which PagePaths has no path")
        .isEmpty();
    assertThat(paths.all()).hasSizeGreaterThan(20);
  }

  @Test
  void axeFindsNoFaultAndNothingGoesSidewaysOnAnyPage() throws Exception {
    Axe axe = new Axe();
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> page : pages().entrySet()) {
      for (Look look : Look.values()) {
        Page open = look.open(page.getValue());
        String where = page.getKey() + " " + look + ": ";
        // parts that the page asks for itself
        assertThat(open.locator("[hx-trigger=load]:empty")).hasCount(0);
        axe.faults(open).forEach(fault -> faults.add(where + fault));
        framed(open).forEach(fault -> faults.add(where + fault));
        look.picture(open, page.getKey());
      }
    }
    assertThat(faults).isEmpty();
    browsing.noComplaints();
  }

  /** What is amiss with title, heading, language and width. */
  private static List<String> framed(Page page) {
    List<String> faults = new ArrayList<>();
    if (page.locator("h1").count() != 1) {
      faults.add(page.locator("h1").count() + " h1");
    }
    if (page.title().isBlank()) {
      faults.add("no title");
    }
    if (page.content().contains("??")) {
      faults.add("a text without words");
    }
    if ((boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")) {
      faults.add("goes sideways");
    }
    return faults;
  }

  @Test
  void everyLinkOfEveryPageAnswers() throws Exception {
    Map<String, Integer> shapes = new HashMap<>();
    Map<String, String> links = new TreeMap<>();
    for (String path : pages().values()) {
      Page open = browsing.open(PagePaths.in("zh", path));
      Object hrefs =
          open.evaluate(
              "[...document.querySelectorAll('a[href]')]"
                  // those of a drawing have no href of their own
                  + ".map(a => new URL(a.getAttribute('href'), location).href)"
                  + ".filter(href => href.startsWith(location.origin))");
      for (Object href : new TreeSet<>((List<?>) hrefs)) {
        URI link = URI.create((String) href);
        String relative =
            link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery());
        String shape = NUMBER.matcher(relative).replaceAll("0");
        if (!links.containsKey(relative) && shapes.merge(shape, 1, Integer::sum) <= OF_ONE_SHAPE) {
          links.put(relative, path);
        }
      }
    }
    List<String> dead = new ArrayList<>();
    for (Map.Entry<String, String> link : links.entrySet()) {
      int status = day.get(link.getKey()).statusCode();
      if (status >= 400) {
        dead.add(status + " " + link.getKey() + " on " + link.getValue());
      }
    }
    assertThat(links).hasSizeGreaterThan(60);
    assertThat(dead).isEmpty();
  }

  @Test
  void keyboardSkipsTheSideBarAndShowsWhereItIs() {
    Page page = browsing.open("/messages?lang=zh");
    page.keyboard().press("Tab");
    assertThat(focus(page)).as("first stop").contains("skip");
    page.keyboard().press("Enter");
    assertThat(focus(page)).as("after skipping").contains("content");
    page.keyboard().press("Tab");
    assertThat(
            (boolean)
                page.evaluate(
                    "document.getElementById('content').contains(document.activeElement)"))
        .as("the stop after that lies in the page's own content")
        .isTrue();
    for (int i = 0; i < 8; i++) {
      assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .as("outline of %s", focus(page))
          .isNotEqualTo("none");
      page.keyboard().press("Tab");
    }
    browsing.noComplaints();
  }

  @Test
  void keyboardOpensTheMenuOnAPhone() {
    Page page = browsing.open("/?lang=zh", ColorScheme.LIGHT, 390, 844);
    Locator last = page.locator("nav.side a").last();
    assertThat(last.isVisible()).isFalse();
    for (int i = 0; i < 8 && !focus(page).contains("menu"); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Space");
    assertThat(last.isVisible()).isTrue();
    page.keyboard().press("Tab");
    assertThat(
            (boolean)
                page.evaluate(
                    "document.querySelector('nav.side').contains(document.activeElement)"))
        .isTrue();
    browsing.noComplaints();
  }

  /** Id and class of what has the focus. */
  private static String focus(Page page) {
    return (String)
        page.evaluate("document.activeElement.id + ' ' + document.activeElement.className");
  }
}
