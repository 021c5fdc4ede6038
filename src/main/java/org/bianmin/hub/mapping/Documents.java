package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * JSON that a source sends in a form of its own, and what it tells.
 *
 * @param trigger where a document says of which kind it is; empty where there is one kind
 * @param id the sender's number of the document
 * @param sentAt when the sender made it: orders documents of one recording time
 * @param bindings by event type; their {@code on} holds values of the trigger, or {@code *}
 */
public record Documents(
    Paths trigger, Paths id, Paths sentAt, Map<String, List<Binding>> bindings) {}
