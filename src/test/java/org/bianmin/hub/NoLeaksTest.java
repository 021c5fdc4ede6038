package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing in the repository tells of one person's machine, or opens anything. */
class NoLeaksTest {

  // patterns are written so that they do not find themselves
  private static final List<Pattern> LEAKS =
      List.of(
          // somebody's own folders
          Pattern.compile("(?<![\\w.$\\-}])/(?:root|home/[a-z]\\w*|Users/\\w+|work|tmp)/[\\w.]"),
          Pattern.compile("\\b[A-Z]:\\\\(?:Users|work)\\\\"),
          // packages come from where the builder's own settings say
          Pattern.compile(
              "(?i)\\b(?:repo\\d?|registry|nexus|artifactory)[.]\\w[\\w.-]*[.](?:org|com|cn|net|io)\\b"),
          Pattern.compile("<(?:repository|pluginRepository|mirror)>"),
          // keys
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
          Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{30,}\\b"),
          Pattern.compile(
              "(?i)(?:password|secret|token)\\s*[=:]\\s*[\"']?(?=[^\\s\"']*\\d)(?=[^\\s\"']*[a-z])[A-Za-z0-9+/_-]{20,}"));

  static Stream<String> leaks() {
    return Stream.of(
        "see /" + "home/li/hub/target",
        "see /" + "root/.m2",
        "C:" + "\\Users\\li",
        "https://repo" + "1.example.org/maven2",
        "https://registry" + ".example.com",
        "-----BEGIN RSA PRIVATE" + " KEY-----",
        "password: " + "abcdefghij0123456789xyz");
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void knowsALeakWhenItSeesOne(String leak) {
    assertThat(LEAKS).anyMatch(pattern -> pattern.matcher(leak).find());
  }

  @Test
  void noFileLeaks() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Repository.files()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (Pattern pattern : LEAKS) {
        var match = pattern.matcher(text);
        if (match.find()) {
          long line = text.substring(0, match.start()).chars().filter(c -> c == '\n').count() + 1;
          found.add(file + ":" + line + " " + pattern);
        }
      }
    }

    assertThat(found).isEmpty();
  }
}
