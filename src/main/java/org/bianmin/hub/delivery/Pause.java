package org.bianmin.hub.delivery;

/**
 * Why a destination gets nothing at the moment.
 *
 * @param pausedAt epoch milliseconds
 */
public record Pause(String reason, long pausedAt) {}
