package org.bianmin.hub.receive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;

/**
 * Documents that tell events: one, {@code {"items": […]}}, or lines of them. It is lines when the
 * first line is a document by itself; then a line that cannot be read is parked and its neighbours
 * go on. A file whose beginning is no JSON is not read at all.
 */
final class JsonFile implements FileMessages, AutoCloseable {

  private final RecordMessages messages;
  private final String source;
  private final int maxBytes;
  private final InputStream in;
  private final SegmentLines lines;
  private final Problems problems = new Problems();
  private final Deque<NewMessage> read = new ArrayDeque<>();
  private long line;
  private boolean ended;

  /**
   * Opens a file and reads its beginning.
   *
   * @throws UnreadableFile when that is no JSON
   */
  JsonFile(Path file, RecordMessages messages, String source, int maxBytes) throws IOException {
    this.messages = messages;
    this.source = source;
    this.maxBytes = maxBytes;
    this.in = new BufferedInputStream(Files.newInputStream(file));
    this.lines = new SegmentLines(in, maxBytes);
    try {
      begin(file);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private void begin(Path file) throws IOException {
    byte[] first = nextLine();
    List<EventBody.Document> documents = null;
    if (first != null && lines.length() <= maxBytes) {
      try {
        documents = messages.split(source, first);
      } catch (EventRefusal refusal) {
        // then it is one document over many lines, or nothing
      } catch (RuntimeException e) {
        fail(first, "line " + line, e);
        return;
      }
    }
    if (documents == null) {
      whole(file);
    } else {
      add(documents, first);
    }
  }

  private void whole(Path file) throws IOException {
    byte[] raw = WholeFile.bytes(file, source, maxBytes);
    try {
      add(messages.split(source, raw), raw);
    } catch (EventRefusal refusal) {
      throw new UnreadableFile(refusal.getMessage());
    } catch (RuntimeException e) {
      fail(raw, "the file", e);
    }
    ended = true;
  }

  @Override
  public NewMessage next() throws IOException {
    while (read.isEmpty()) {
      byte[] raw = nextLine();
      if (raw == null) {
        return null;
      }
      take(raw);
    }
    return read.poll();
  }

  private void take(byte[] raw) {
    String place = "line " + line;
    if (lines.length() > maxBytes) {
      park(
          Arrays.copyOf(raw, Math.min(raw.length, MllpFrameDecoder.KEPT)),
          new Parked(
              "frame",
              "The line has "
                  + lines.length()
                  + " bytes and only its beginning is here; raise hub.sources."
                  + source
                  + ".max-frame and ask the sender to send it again",
              place));
      return;
    }
    try {
      add(messages.split(source, raw), raw);
    } catch (EventRefusal refusal) {
      park(raw, new Parked("parse", refusal.getMessage(), place));
    } catch (RuntimeException e) {
      fail(raw, place, e);
    }
  }

  private void add(List<EventBody.Document> documents, byte[] raw) {
    List<NewMessage> all = new ArrayList<>(documents.size());
    for (EventBody.Document document : documents) {
      boolean alone = documents.size() == 1 && document.place().isEmpty();
      all.add(messages.document(source, document, alone ? raw : document.bytes()));
    }
    read.addAll(all);
  }

  private void fail(byte[] raw, String place, RuntimeException e) {
    park(raw, RecordMessages.failed(source, place, e));
  }

  private void park(byte[] raw, Parked parked) {
    problems.add(parked.location() + " is parked: " + parked.reason());
    read.add(messages.parked(source, raw, parked));
  }

  /** The next line that is not blank, without its end; null at the end of the file. */
  private byte[] nextLine() throws IOException {
    while (!ended && lines.next()) {
      line++;
      if (!lines.isBlank()) {
        int end = lines.kept();
        while (end > 0 && (lines.bytes()[end - 1] == '\n' || lines.bytes()[end - 1] == '\r')) {
          end--;
        }
        return Arrays.copyOf(lines.bytes(), end);
      }
    }
    return null;
  }

  @Override
  public List<String> problems() {
    return problems.list();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
