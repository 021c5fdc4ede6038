package org.bianmin.hub.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** How people see a page: every two of language, colour scheme and size meet once. */
enum Look {
  DESK("zh", ColorScheme.LIGHT, 1366, 768),
  NIGHT("en", ColorScheme.DARK, 1366, 768),
  PHONE("en", ColorScheme.LIGHT, 390, 844),
  PHONE_AT_NIGHT("zh", ColorScheme.DARK, 390, 844);

  final String language;
  final ColorScheme scheme;
  final int width;
  final int height;

  Look(String language, ColorScheme scheme, int width, int height) {
    this.language = language;
    this.scheme = scheme;
    this.width = width;
    this.height = height;
  }

  /** As part of the name of a picture. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
