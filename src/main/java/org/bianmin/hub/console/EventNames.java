package org.bianmin.hub.console;

import java.util.Locale;
import java.util.Optional;

/** Names of event types for people; the console falls back to the code. */
public interface EventNames {

  /** The name of a type such as {@code visit.registered} in a language. */
  Optional<String> name(String type, Locale locale);
}
