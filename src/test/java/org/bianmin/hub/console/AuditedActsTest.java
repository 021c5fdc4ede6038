package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

class AuditedActsTest {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @Test
  void everythingThatConsoleAndApiChangeIsAudited() throws Exception {
    Set<String> changing = new TreeSet<>(handlers(false));
    changing.removeAll(AuditedActs.ACTS.keySet());
    changing.removeAll(AuditedActs.WITHOUT.keySet());
    assertThat(changing)
        .as("handlers that change something and stand in neither list of AuditedActs")
        .isEmpty();
  }

  @Test
  void whatIsAuditedExists() throws Exception {
    Set<String> known = new TreeSet<>(AuditedActs.ACTS.keySet());
    known.addAll(AuditedActs.WITHOUT.keySet());
    known.removeAll(handlers(true));
    assertThat(known).as("in AuditedActs, but no handler has this method and path").isEmpty();
  }

  @Test
  void everyKindOfActHasWordsInBothLanguages() throws IOException {
    for (String language : List.of("zh", "en")) {
      Properties words = new Properties();
      for (String texts : ConsoleWeb.TEXTS) {
        try (var in =
            new InputStreamReader(
                AuditedActs.class.getResourceAsStream("/" + texts + "_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
          words.load(in);
        }
      }
      for (String act : AuditedActs.ACTS.values()) {
        assertThat(words).containsKey("audit.kind." + act.substring(0, act.indexOf('.')));
      }
    }
  }

  private static List<String> verbs(RequestMapping mapping) {
    return mapping.method().length == 0
        ? List.of("ANY")
        : Arrays.stream(mapping.method()).map(RequestMethod::name).toList();
  }

  /** Method and pattern of each handler of the room. */
  static List<String> handlers(boolean safeToo) throws ClassNotFoundException {
    return handlers(AuditedActs.class.getPackageName(), safeToo);
  }

  /**
   * Handlers of a package and those below it.
   *
   * @param safeToo also those that change nothing
   * @return method and pattern; {@code ANY} for those that say no method, which the console's do
   */
  static List<String> handlers(String where, boolean safeToo) throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    List<String> handlers = new ArrayList<>();
    for (var found : scan.findCandidateComponents(where)) {
      Class<?> type = Class.forName(found.getBeanClassName());
      RequestMapping all = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
      String[] bases = all == null || all.path().length == 0 ? new String[] {""} : all.path();
      for (Method method : type.getDeclaredMethods()) {
        RequestMapping mapping =
            AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping != null) {
          boolean ours = type.getPackage().equals(AuditedActs.class.getPackage());
          assertThat(!ours || mapping.method().length > 0).as("%s names methods", method).isTrue();
          for (String verb : verbs(mapping)) {
            if (safeToo || !SAFE.contains(verb)) {
              String[] paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
              for (String base : bases) {
                for (String path : paths) {
                  handlers.add(verb + " " + base + path);
                }
              }
            }
          }
        }
      }
    }
    assertThat(handlers).hasSizeGreaterThan(20);
    return handlers;
  }
}
