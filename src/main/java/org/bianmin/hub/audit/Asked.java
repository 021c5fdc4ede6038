package org.bianmin.hub.audit;

/**
 * Something that a person or a script asks the hub to do or to show.
 *
 * @param who login or name, empty where nobody said
 * @param from address that it came from
 * @param act what is asked for, a stable word as {@code message.reveal}
 * @param object what it concerns, as {@code id=12}; empty where it concerns no one thing
 * @param reason in the words of the person, empty where none was asked for
 */
public record Asked(String who, String from, String act, String object, String reason) {}
