package org.bianmin.hub.receive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Splits a file of messages, with or without batch envelopes (HL7 v2, chapter 2, "HL7 batch
 * protocol": FHS, BHS, messages, BTS, FTS), and keeps the bytes of each message as they are.
 *
 * <p>A segment starts after CR or LF, and these are never part of a character in the charsets of
 * HL7 table 0211, so splitting needs no decoding.
 */
final class Hl7FileSplitter {

  private final SegmentLines lines;
  private final PieceBuffer piece;
  private final Problems problems = new Problems();

  private int batches;
  private int messages;
  private int messagesOfBatch;
  private boolean inBatch;
  private boolean inFile;

  /**
   * A message of the file, or a run of lines that belongs to none.
   *
   * @param bytes of a piece over the limit only its beginning
   * @param length bytes in the file
   */
  record Piece(byte[] bytes, long length, boolean hl7) {
    boolean oversize() {
      return length > bytes.length;
    }
  }

  Hl7FileSplitter(InputStream in, int maxMessage) {
    this.lines = new SegmentLines(in, maxMessage);
    this.piece = new PieceBuffer(maxMessage);
  }

  /** The next piece, or null at the end of the file. */
  Piece next() throws IOException {
    while (lines.next()) {
      Piece before =
          switch (lines.tag()) {
            case "MSH" -> startMessage();
            case "FHS", "BHS", "BTS", "FTS" -> envelope(lines.tag());
            default -> add();
          };
      if (before != null) {
        return before;
      }
    }
    Piece last = piece.take();
    if (last == null) {
      checkEnvelopesClosed();
    }
    return last;
  }

  int messages() {
    return messages;
  }

  /** Where the envelopes disagree with what is in them; complete once {@link #next} gave null. */
  List<String> problems() {
    return problems.list();
  }

  private Piece startMessage() {
    Piece before = piece.take();
    messages++;
    messagesOfBatch++;
    piece.add(lines, true);
    return before;
  }

  private Piece add() {
    if (!piece.isEmpty() || !lines.isBlank()) {
      piece.add(lines, false);
    }
    return null;
  }

  private Piece envelope(String tag) {
    switch (tag) {
      case "FHS" -> inFile = true;
      case "BHS" -> {
        closeBatchWithoutTrailer();
        batches++;
        messagesOfBatch = 0;
        inBatch = true;
      }
      case "BTS" -> {
        compare("BTS-1 of batch " + Math.max(1, batches), messagesOfBatch, "messages");
        messagesOfBatch = 0;
        inBatch = false;
      }
      default -> {
        closeBatchWithoutTrailer();
        boolean counted = batches > 0;
        compare("FTS-1", counted ? batches : messages, counted ? "batches" : "messages");
        inFile = false;
      }
    }
    return piece.take();
  }

  private void compare(String field, int found, String what) {
    long declared = lines.count();
    if (declared >= 0 && declared != found) {
      problems.add(field + " says " + declared + ", the file has " + found + " " + what);
    }
  }

  private void closeBatchWithoutTrailer() {
    if (inBatch) {
      problems.add("batch " + batches + " has no BTS; it may be cut off");
      inBatch = false;
    }
  }

  private void checkEnvelopesClosed() {
    closeBatchWithoutTrailer();
    if (inFile) {
      problems.add("the file has FHS and no FTS; it may be cut off");
      inFile = false;
    }
  }
}
