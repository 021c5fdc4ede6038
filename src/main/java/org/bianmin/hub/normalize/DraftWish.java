package org.bianmin.hub.normalize;

/**
 * Which draft is tried, and on what.
 *
 * @param folder of the draft: its name below {@code hub.drafts}, or a path that leads there
 * @param source only messages of this source; null means all
 * @param from, to messages received in {@code [from, to)}, epoch milliseconds
 */
public record DraftWish(String folder, String source, long from, long to) {}
