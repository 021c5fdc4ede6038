package org.bianmin.hub.cli;

import java.nio.file.Path;

/**
 * A message to be sent.
 *
 * @param index place in its file, from 1
 * @param bytes the message, segments ended by CR
 * @param weight bytes of the file that this message finishes, for the progress bar
 */
record Outgoing(Path file, int index, byte[] bytes, long weight) {}
