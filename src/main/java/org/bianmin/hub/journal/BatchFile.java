package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.journal.Hl7Batch.Mismatch;

/** Splits one file line by line, see {@link Hl7Batch}. */
final class BatchFile {

  /** Of MLLP; some senders leave the frames in their files. */
  private static final char END_OF_FRAME = 0x1C;

  /** Byte order mark, decoded or as three Latin-1 characters. */
  private static final String MARKS = "\uFEFF\u00EF\u00BB\u00BF";

  private static final long NO_COUNT = -1;

  private final String file;
  private final List<String> messages = new ArrayList<>();
  private final List<Mismatch> mismatches = new ArrayList<>();

  /** Start of the open message, or -1. */
  private int open = -1;

  private int batches;
  private int beforeBatch;

  BatchFile(String file) {
    this.file = file;
  }

  Hl7Batch<String> split() {
    int number = 1;
    int at = 0;
    while (at < file.length()) {
      int end = at;
      while (end < file.length() && !endsLine(file.charAt(end))) {
        end++;
      }
      line(at, end, number);
      at = end + 1;
      if (end < file.length() && file.charAt(end) == END_OF_FRAME) {
        close(end);
      } else {
        number++;
        boolean both = end + 1 < file.length() && file.startsWith("\r\n", end);
        at = both ? end + 2 : at;
      }
    }
    close(file.length());
    return new Hl7Batch<>(List.copyOf(messages), List.copyOf(mismatches));
  }

  private static boolean endsLine(char c) {
    return c == '\r' || c == '\n' || c == END_OF_FRAME;
  }

  private void line(int from, int end, int number) {
    int start = from;
    while (start < end && (file.charAt(start) <= ' ' || MARKS.indexOf(file.charAt(start)) >= 0)) {
      start++;
    }
    if (is("MSH", start, end)) {
      close(from);
      open = start;
    } else if (is("FHS", start, end)) {
      close(from);
    } else if (is("BHS", start, end)) {
      close(from);
      beforeBatch = messages.size();
    } else if (is("BTS", start, end)) {
      close(from);
      compare("BTS", number, count(start, end), messages.size() - beforeBatch);
      batches++;
      beforeBatch = messages.size();
    } else if (is("FTS", start, end)) {
      close(from);
      compare("FTS", number, count(start, end), batches);
    } else if (open < 0 && start < end) {
      open = start;
    }
  }

  private void close(int end) {
    if (open >= 0) {
      messages.add(file.substring(open, end));
      open = -1;
    }
  }

  private boolean is(String segment, int start, int end) {
    return file.startsWith(segment, start)
        && (start + 3 >= end || !Character.isLetterOrDigit(file.charAt(start + 3)));
  }

  private void compare(String segment, int line, long declared, long found) {
    if (declared != NO_COUNT && declared != found) {
      mismatches.add(new Mismatch(segment, line, declared, found));
    }
  }

  /** Number in the first field; none when it is empty or not a number. */
  private long count(int start, int end) {
    long count = 0;
    int at = start + 4;
    while (at < end && file.charAt(at) >= '0' && file.charAt(at) <= '9' && at < start + 16) {
      count = count * 10 + file.charAt(at) - '0';
      at++;
    }
    return at == start + 4 ? NO_COUNT : count;
  }
}
