package org.bianmin.hub.trial.year;

/**
 * Who plans the year.
 *
 * @param seed any number
 * @param main where the year is told
 * @param late where corrections of its first quarter are told after it
 */
record Teller(long seed, Desk main, Desk late) {}
