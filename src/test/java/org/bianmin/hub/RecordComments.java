package org.bianmin.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code @param} tags of a record's Javadoc say. */
final class RecordComments {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern PARAM =
      Pattern.compile("@param (\\w+) (.*?)(?=@param|\\z)", Pattern.DOTALL);

  private RecordComments() {}

  static Map<String, String> of(Class<?> type) throws IOException {
    Class<?> outer = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
    String source = Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
    int declaration = source.indexOf("record " + type.getSimpleName() + "(");
    int end = source.lastIndexOf("*/", declaration);
    int start = source.lastIndexOf("/**", end);
    String text = source.substring(start + 3, end).replaceAll("(?m)^\\s*\\* ?", "");
    Map<String, String> comments = new LinkedHashMap<>();
    Matcher param = PARAM.matcher(text);
    while (param.find()) {
      comments.put(param.group(1), param.group(2).strip());
    }
    return comments;
  }
}
