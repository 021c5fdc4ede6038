package org.bianmin.hub.recognition;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as {@code application.yml} tells them, so that a new one changes no test. */
final class RecognitionSettings {

  private RecognitionSettings() {}

  /**
   * Settings.
   *
   * @param settings each as {@code name=value}, without {@code hub.recognition.}; the rest has its
   *     default
   */
  static RecognitionProperties of(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put("hub.recognition." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("hub.recognition", RecognitionProperties.class);
  }
}
