package org.bianmin.hub.console;

/**
 * A setting in force.
 *
 * @param value {@code ••••} where it is or may hold a secret
 * @param from which file, variable or argument gave it
 */
record Setting(String name, String value, String from) {}
