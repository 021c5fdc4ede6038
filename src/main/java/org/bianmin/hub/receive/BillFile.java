package org.bianmin.hub.receive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;

/**
 * The daily bill of a payment provider (对账单). It is read twice: as a whole, and only when all of it
 * agrees line by line, so that a bill that is cut off or was changed tells nothing. Each line is a
 * message; the same line of another file is the same message.
 */
final class BillFile implements FileMessages, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String source;
  private final String facility;
  private final String name;
  private final byte[] digest;
  private final BillText text;
  private final Bill bill;
  private boolean ended;

  /**
   * Opens a file whose lines and totals agree.
   *
   * @param merchants own merchant numbers; empty where any is taken
   * @throws UnreadableFile naming what is wrong with it
   */
  BillFile(Path file, String format, String source, String facility, Set<String> merchants)
      throws IOException {
    this.source = source;
    this.facility = facility;
    this.name = file.getFileName().toString();
    try (BillText whole = BillText.open(file)) {
      Bill checked = bill(format, merchants);
      for (String line = whole.next(); line != null; line = whole.next()) {
        checked.take(whole.number(), line);
      }
      checked.end();
      this.digest = whole.digest();
    }
    this.bill = bill(format, merchants);
    this.text = BillText.open(file);
  }

  private static Bill bill(String format, Set<String> merchants) {
    return format.equals("bill-wechat") ? new WechatBill(merchants) : new AlipayBill(merchants);
  }

  /**
   * The next line.
   *
   * @throws UnreadableFile at the end of a file that was written to since it was checked
   */
  @Override
  public NewMessage next() throws IOException {
    for (String line = text.next(); line != null; line = text.next()) {
      BillRow row = bill.take(text.number(), line);
      if (row != null) {
        return message(row);
      }
    }
    if (!ended) {
      ended = true;
      if (!MessageDigest.isEqual(digest, text.digest())) {
        throw new UnreadableFile(
            "the file was changed while it was read; write it under another name and move it into"
                + " the folder when it is whole, and drop it again");
      }
      bill.end();
    }
    return null;
  }

  private NewMessage message(BillRow row) {
    ObjectNode document = JSON.createObjectNode();
    document.put("provider", bill.provider());
    ObjectNode place = document.putObject("bill");
    place.put("file", name);
    place.put("line", row.line());
    bill.about().forEach(place::put);
    ObjectNode columns = document.putObject("columns");
    row.columns().forEach(columns::put);
    document.put("fee", row.fee());
    return new NewMessage(
        source,
        facility,
        MessageFormat.JSON,
        row.number(),
        row.kind(),
        "UTF-8",
        System.currentTimeMillis(),
        document.toString().getBytes(StandardCharsets.UTF_8),
        null,
        null,
        identity(row));
  }

  /** What the line says, wherever it stands and whatever other columns stand between. */
  private static byte[] identity(BillRow row) {
    try {
      return JSON.writeValueAsBytes(new TreeMap<>(row.columns()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<String> problems() {
    return bill.warnings();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
