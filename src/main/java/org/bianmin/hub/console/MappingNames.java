package org.bianmin.hub.console;

import java.util.Locale;
import java.util.Optional;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Names of event types as their files in mappings/events give them. */
@Component
@Fallback
final class MappingNames implements EventNames {

  private final ObjectProvider<Mappings> mappings;

  MappingNames(ObjectProvider<Mappings> mappings) {
    this.mappings = mappings;
  }

  @Override
  public Optional<String> name(String type, Locale locale) {
    Mappings files = mappings.getIfAvailable();
    EventDefinition event = files == null ? null : files.inForce().events().get(type);
    if (event == null) {
      return Optional.empty();
    }
    boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return Optional.of(chinese ? event.chineseName() : event.englishName());
  }
}
