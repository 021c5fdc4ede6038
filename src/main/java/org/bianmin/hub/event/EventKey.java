package org.bianmin.hub.event;

import java.util.Objects;

/**
 * Identity of a measure event: one facility, one type, one business key (measure-events.md §1). The
 * text form {@code type:facility:businessKey} is what the API and the platform see as {@code key};
 * characters that a URL path segment cannot carry are written {@code ~hh} (UTF-8, hex), so it goes
 * into a path as it is.
 */
public record EventKey(String facility, String type, String businessKey) {

  public EventKey {
    Objects.requireNonNull(facility, "facility");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(businessKey, "businessKey");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when the text is not {@code type:facility:businessKey}
   */
  public static EventKey parse(String text) {
    int first = text.indexOf(':');
    int second = first < 0 ? -1 : text.indexOf(':', first + 1);
    if (second < 0 || second == text.length() - 1) {
      throw new IllegalArgumentException(
          "An event key is written type:facility:businessKey, for example"
              + " visit.registered:H001:V20261103001");
    }
    return new EventKey(
        KeyText.decode(text.substring(first + 1, second)),
        KeyText.decode(text.substring(0, first)),
        KeyText.decode(text.substring(second + 1)));
  }

  /** The key of another fact of this type. */
  public EventKey with(String otherBusinessKey) {
    return new EventKey(facility, type, otherBusinessKey);
  }

  @Override
  public String toString() {
    return KeyText.encode(type)
        + ':'
        + KeyText.encode(facility)
        + ':'
        + KeyText.encode(businessKey);
  }
}
