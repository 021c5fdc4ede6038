package org.bianmin.hub.alert;

import java.util.Map;

/**
 * The files of {@code alerts/messages} in force.
 *
 * @param formats by kind and language, {@code wecom-zh}
 * @param words by language: names of severities, moments and units
 */
record MessageFormats(Map<String, MessageFormat> formats, Map<String, Map<String, String>> words) {

  static MessageFormats none() {
    return new MessageFormats(Map.of(), Map.of());
  }

  static String name(ChannelKind kind, String language) {
    return kind.code() + "-" + language;
  }

  /**
   * How it is said.
   *
   * @throws IllegalStateException when there is no file; loading has seen to it
   */
  MessageFormat of(ChannelKind kind, String language) {
    MessageFormat format = formats.get(name(kind, language));
    if (format == null) {
      throw new IllegalStateException(
          MessageFile.FOLDER + name(kind, language) + ".yaml is missing in the mappings folder");
    }
    return format;
  }
}
