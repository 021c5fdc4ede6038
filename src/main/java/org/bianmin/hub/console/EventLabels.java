package org.bianmin.hub.console;

import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Event types by name where a name is known, else by code. */
@Component("eventLabels")
final class EventLabels {

  private final ObjectProvider<EventNames> names;

  EventLabels(ObjectProvider<EventNames> names) {
    this.names = names;
  }

  /** The type's name in the language of the request. */
  public String of(String type) {
    Locale locale = LocaleContextHolder.getLocale();
    EventNames known = names.getIfAvailable();
    return known == null ? type : known.name(type, locale).orElse(type);
  }
}
