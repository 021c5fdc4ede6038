package org.bianmin.hub.recognition;

/**
 * A catalogue that the platform has told.
 *
 * @param catalogue what it says; its edition has {@code ~2} behind it where the platform has
 *     changed it without giving it another name
 * @param etag of the answer; null where it had none
 * @param fetchedAt when it was first fetched, or again after another one, epoch milliseconds
 */
public record PulledCatalogue(Catalogue catalogue, String etag, long fetchedAt) {}
