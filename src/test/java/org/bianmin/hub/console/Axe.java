package org.bianmin.hub.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges an open page by the rules of axe-core, evaluated in the page itself. */
final class Axe {

  private static final Map<String, Object> ALL =
      Map.of(
          "type",
          "tag",
          "values",
          List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

  private static final Map<String, Object> OF_COLOURS =
      Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

  /** Minor faults are left out. */
  private static final String RUN =
      """
      rules => axe.run(document, {
        resultTypes: ['violations'],
        runOnly: rules,
      }).then(found => found.violations
        .filter(fault => fault.impact !== 'minor')
        .map(fault => ({
          rule: fault.impact + ' ' + fault.id,
          places: fault.nodes.slice(0, 4).map(node => node.target.join(' ') + ' ' +
            node.any.concat(node.all, node.none).map(check => check.message).join('; ')),
        })))\
      """;

  private final String script = script();

  private static String script() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each fault of the page in a line: how grave, which rule, where. */
  List<String> faults(Page page) {
    return faults(page, ALL);
  }

  /** Those of its faults that another colour scheme alone may bring. */
  List<String> faultsOfColours(Page page) {
    return faults(page, OF_COLOURS);
  }

  private List<String> faults(Page page, Map<String, Object> rules) {
    page.evaluate(script);
    List<String> faults = new ArrayList<>();
    for (Object found : (List<?>) page.evaluate(RUN, rules)) {
      Map<?, ?> fault = (Map<?, ?>) found;
      faults.add(fault.get("rule") + " " + fault.get("places"));
    }
    return faults;
  }
}
