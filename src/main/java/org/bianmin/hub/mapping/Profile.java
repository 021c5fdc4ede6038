package org.bianmin.hub.mapping;

import java.util.Map;

/**
 * Where one vendor or hospital puts things.
 *
 * @param terms named paths that bindings refer to as {@code $name}, per format
 * @param overrides rules that replace those of the event files, per format, event type and
 *     attribute
 * @param file path below the mappings folder
 */
public record Profile(
    String name,
    Map<String, Map<String, Paths>> terms,
    Map<String, Map<String, Map<String, Rule>>> overrides,
    String file) {}
