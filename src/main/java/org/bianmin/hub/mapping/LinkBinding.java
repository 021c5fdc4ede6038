package org.bianmin.hub.mapping;

import java.util.List;

/**
 * How messages tell that two identifiers name one person.
 *
 * @param old the identifier given up
 * @param current the identifier that remains
 */
public record LinkBinding(
    String format,
    List<String> on,
    Each each,
    Paths old,
    Paths current,
    Paths recordedAt,
    String file,
    int line) {}
