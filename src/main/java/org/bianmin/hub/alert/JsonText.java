package org.bianmin.hub.alert;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes values into JSON texts. */
final class JsonText {

  private JsonText() {}

  /** As it stands between the quotes of a JSON text. */
  static String escaped(String value) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value));
  }
}
