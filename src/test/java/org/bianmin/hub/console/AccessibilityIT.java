package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
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
  private static final Pattern CONTROL =
      Pattern.compile("<(form|input|select|textarea|button)\\b[^>]*>");
  private static final Pattern HEARD =
      Pattern.compile("\\b(action|method|name|type|hx-post|hx-get|hx-trigger)=\"[^\"]*\"");

  /**
   * What the pages showed in all looks.
   *
   * @param hrefs on the console, by path of the page
   */
  private record Seen(List<String> faults, Map<String, Set<String>> hrefs) {}

  private static PagePaths paths;
  private static Seen seen;

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

  /** Looks at every page in every look, once for all tests. */
  private static Seen seen() throws Exception {
    if (seen != null) {
      return seen;
    }
    Axe axe = new Axe();
    Seen found = new Seen(new ArrayList<>(), new TreeMap<>());
    Map<String, String> pages = pages();
    for (Look look : Look.values()) {
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Page open = browsing.open(page.getValue(), look);
        // parts that the page asks for itself
        assertThat(open.locator("[hx-trigger=load]:empty, #counting")).hasCount(0);
        List<String> faults = framed(open);
        // a colour scheme changes colours, and nothing that the other rules look at
        faults.addAll(
            look.scheme == ColorScheme.LIGHT ? axe.faults(open) : axe.faultsOfColours(open));
        faults.forEach(fault -> found.faults.add(page.getKey() + " " + look + ": " + fault));
        if (look == Look.DESK) {
          found.hrefs.put(page.getValue(), hrefs(open));
        }
        picture(open, page.getKey(), look);
      }
    }
    seen = found;
    return found;
  }

  @Test
  void axeFindsNoFaultAndNothingGoesSidewaysOnAnyPage() throws Exception {
    assertThat(seen().faults).isEmpty();
    browsing.noComplaints();
  }

  /** What docs/console.md shows: the upper part of the page. */
  private static void picture(Page page, String pattern, Look look) {
    if (look == Look.PHONE) {
      return;
    }
    String name = pattern.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
    page.setViewportSize(look.width, Math.max(look.height, 960));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                Path.of(
                    "target/screenshots/console",
                    (name.isEmpty() ? "overview" : name)
                        + (look == Look.DESK ? "" : "-" + look.name().toLowerCase(Locale.ROOT))
                        + ".png")));
  }

  private static Set<String> hrefs(Page page) {
    Set<String> hrefs = new TreeSet<>();
    Object all =
        page.evaluate(
            "[...document.querySelectorAll('a[href]')]"
                // those of a drawing have no href of their own
                + ".map(a => new URL(a.getAttribute('href'), location).href)"
                + ".filter(href => href.startsWith(location.origin))");
    for (Object href : (List<?>) all) {
      hrefs.add((String) href);
    }
    return hrefs;
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

  /** So what tests do in one language is what it does in the other. */
  @Test
  void everyPageHasTheSameFormsInBothLanguages() throws Exception {
    int forms = 0;
    for (String path : pages().values()) {
      String with = path + (path.contains("?") ? "&" : "?") + "lang=";
      // what came in between is there in the next try
      await()
          .untilAsserted(
              () ->
                  assertThat(controls(day.get(with + "en").body()))
                      .as(path)
                      .isEqualTo(controls(day.get(with + "zh").body())));
      forms += controls(day.get(with + "zh").body()).size();
    }
    assertThat(forms).isGreaterThan(200);
  }

  /** Forms, fields and buttons, by what the server hears of them. */
  private static List<String> controls(String html) {
    List<String> controls = new ArrayList<>();
    for (Matcher tag = CONTROL.matcher(html); tag.find(); ) {
      StringBuilder heard = new StringBuilder(tag.group(1));
      for (Matcher one = HEARD.matcher(tag.group()); one.find(); ) {
        heard.append(' ').append(one.group().replaceAll("lang=(zh|en)", "lang="));
      }
      controls.add(heard.toString());
    }
    return controls;
  }

  @Test
  void everyLinkOfEveryPageAnswers() throws Exception {
    Map<String, Integer> shapes = new HashMap<>();
    Map<String, String> links = new TreeMap<>();
    for (Map.Entry<String, Set<String>> page : seen().hrefs.entrySet()) {
      for (String href : page.getValue()) {
        URI link = URI.create(href);
        String relative =
            link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery());
        String shape = NUMBER.matcher(relative).replaceAll("0");
        if (!links.containsKey(relative) && shapes.merge(shape, 1, Integer::sum) <= OF_ONE_SHAPE) {
          links.put(relative, page.getKey());
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
