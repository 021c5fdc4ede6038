package org.bianmin.hub.alert;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Channels as the settings give them, defaults included. */
final class ChannelSettings {

  private final Map<String, String> settings = new HashMap<>();

  static ChannelSettings of(ChannelKind kind) {
    return new ChannelSettings().with("kind", kind.code());
  }

  static ChannelProperties robot() {
    return of(ChannelKind.WECOM).with("url", "https://robot.example/send?key=k").channel();
  }

  static ChannelSettings at(ChannelKind kind, URI url) {
    return of(kind).with("url", url.toString());
  }

  ChannelSettings with(String name, Object value) {
    settings.put("channel." + name, value.toString());
    return this;
  }

  ChannelSettings escalating(Duration after) {
    return with("escalate-after", after);
  }

  ChannelSettings secret(Path file) {
    return with("secret-file", file);
  }

  ChannelProperties channel() {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("channel", ChannelProperties.class)
        .get();
  }
}
