package org.bianmin.hub.alert;

/**
 * Which node looks at the alert rules.
 *
 * @param holder a name that it drew at its start; empty where none has looked yet
 * @param until epoch milliseconds; another node may look from then on
 */
public record AlertNode(String holder, long until) {}
