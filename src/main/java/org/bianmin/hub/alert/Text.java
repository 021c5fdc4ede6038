package org.bianmin.hub.alert;

/** A text for people, in both languages. */
public record Text(String zh, String en) {}
