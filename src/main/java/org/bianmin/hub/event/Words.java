package org.bianmin.hub.event;

import java.util.Locale;

/** The same in two languages. */
public record Words(String zh, String en) {

  /** In the language of a person; English where it is not Chinese. */
  public String in(Locale locale) {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? zh : en;
  }
}
