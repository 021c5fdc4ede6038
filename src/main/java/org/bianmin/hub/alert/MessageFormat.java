package org.bianmin.hub.alert;

import java.util.Map;

/**
 * How one kind of channel is told in one language: a file of {@code alerts/messages}.
 *
 * @param body JSON that is sent, with {@code {title}} and {@code {text}}; null for e-mail
 * @param moments what is said at each moment
 * @param digest what is said of many at once
 * @param line one of the many
 * @param test what is said when somebody tries the channel
 */
record MessageFormat(
    Template body, Map<Moment, Said> moments, Said digest, Template line, Said test) {

  /** A title of one line, and a text. */
  record Said(Template title, Template text) {}
}
