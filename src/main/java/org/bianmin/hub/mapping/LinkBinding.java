package org.bianmin.hub.mapping;

import java.util.List;

/**
 * How messages tell that two identifiers name one person, or that a visit was moved.
 *
 * @param visits whether the identifiers are numbers of a visit
 * @param old the identifier given up
 * @param current the identifier that remains
 * @param holder of a visit: the patient whose facts name it so far
 * @param owner of a visit: the patient to whom it belongs from now on; empty where that stays
 */
public record LinkBinding(
    String format,
    List<String> on,
    Each each,
    boolean visits,
    Paths old,
    Paths current,
    Paths holder,
    Paths owner,
    Paths recordedAt,
    String file,
    int line) {}
