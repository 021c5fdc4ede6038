package org.bianmin.hub.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one file: an HL7 batch file (FHS, BHS … BTS, FTS; HL7 v2 chapter 2, batch
 * protocol), or several messages one after the other.
 *
 * <p>Nothing is left out but the batch segments themselves: text that belongs to no message is a
 * message of its own, which its reader will refuse.
 *
 * @param messages in the order of the file, with their segment ends
 * @param mismatches counts in BTS-1 and FTS-1 that are not what the file holds
 */
public record Hl7Batch<T>(List<T> messages, List<Mismatch> mismatches) {

  /**
   * A declared count that is wrong, so the file may be cut short.
   *
   * @param segment {@code BTS}, which counts messages, or {@code FTS}, which counts batches
   * @param line line of the file, from 1
   */
  public record Mismatch(String segment, int line, long declared, long found) {}

  @Override
  public String toString() {
    return "Hl7Batch[" + messages.size() + " messages, mismatches " + mismatches + "]";
  }

  /** Splits a decoded file. */
  public static Hl7Batch<String> split(String file) {
    return new BatchFile(file).split();
  }

  /**
   * Splits a file in any charset that writes CR, LF and the segment names as ASCII does; not UTF-16
   * and UTF-32, decode these first.
   */
  public static Hl7Batch<byte[]> split(byte[] file) {
    // one character per byte, and back, changes nothing
    Hl7Batch<String> split = split(new String(file, StandardCharsets.ISO_8859_1));
    List<byte[]> messages = new ArrayList<>(split.messages().size());
    for (String message : split.messages()) {
      messages.add(message.getBytes(StandardCharsets.ISO_8859_1));
    }
    return new Hl7Batch<>(messages, split.mismatches());
  }
}
