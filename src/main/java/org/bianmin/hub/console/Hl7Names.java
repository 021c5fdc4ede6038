package org.bianmin.hub.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Names of HL7 v2 fields (as in v2.5.1; they are the same in v2.3 to v2.8), in both languages. */
@Component
final class Hl7Names {

  /** A segment whose fields have names. */
  record Segment(String name, String title, int fields, List<Field> values) {}

  /** A filled field. */
  record Field(String path, String name, String text, boolean masked) {}

  private static final String FILE = "/console/hl7-fields.properties";

  private final Properties names = new Properties();

  Hl7Names() {
    try (Reader file =
        new InputStreamReader(Hl7Names.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
      names.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a segment ({@code PID}) or field ({@code PID-5}); empty where none is known. */
  String of(String path) {
    String[] both = names.getProperty(path, "|").split("\\|", 2);
    return both[LocaleContextHolder.getLocale().getLanguage().equals("en") ? 1 : 0];
  }

  List<Segment> named(List<Trace.Part> parts) {
    return parts.stream()
        .map(
            part ->
                new Segment(
                    part.name(),
                    of(part.name()),
                    part.fields(),
                    part.values().stream()
                        .map(v -> new Field(v.path(), of(v.path()), v.text(), v.masked()))
                        .toList()))
        .toList();
  }
}
