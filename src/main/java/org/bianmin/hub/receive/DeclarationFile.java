package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of declarations, JSON as at {@code POST /api/v1/declarations} or a table as CSV. It is
 * checked as a whole: with one wrong line nothing of it is stored.
 */
final class DeclarationFile {

  private static final Charset GB18030 = Charset.forName("GB18030");

  private DeclarationFile() {}

  /**
   * The documents of a file.
   *
   * @param facility of declarations that name none
   * @throws UnreadableFile naming every place that is wrong
   */
  static List<EventBody.Document> read(byte[] raw, ZoneId zone, String facility) {
    List<String> problems = new ArrayList<>();
    List<EventBody.Document> told = isJson(raw) ? json(raw) : table(raw, problems);
    List<EventBody.Document> documents = new ArrayList<>(told.size());
    Map<String, String> places = new HashMap<>();
    for (EventBody.Document one : told) {
      Declaration declaration = new Declaration(one, zone, facility);
      EventBody.Document document = declaration.document();
      documents.add(document);
      declaration.problems().forEach(problem -> problems.add(text(problem)));
      if (declaration.problems().isEmpty()) {
        onlyOne(document, places, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new UnreadableFile(problems);
    }
    return documents;
  }

  /** Of two at the same time nobody can tell which is in force. */
  private static void onlyOne(
      EventBody.Document document, Map<String, String> places, List<String> problems) {
    JsonNode json = document.json();
    String version = json.path("key").asText() + ' ' + json.path("recordedAt").asText();
    String before = places.putIfAbsent(version, document.place());
    if (before != null) {
      problems.add(
          document.place()
              + ": declares the same obligation, period and facility as "
              + before
              + "; keep one, or give each its own "
              + DeclarationColumns.named("recordedAt"));
    }
  }

  private static String text(EventRefusal.Problem problem) {
    String place = problem.place();
    int member = place.startsWith("line ") ? place.indexOf('/') : -1;
    if (member < 0) {
      return place + ": " + problem.reason();
    }
    String name = place.substring(member + 1);
    int end = name.indexOf('/');
    return place.substring(0, member)
        + ": "
        + DeclarationColumns.named(end < 0 ? name : name.substring(0, end))
        + " "
        + problem.reason();
  }

  private static boolean isJson(byte[] raw) {
    int at = hasByteOrderMark(raw) ? 3 : 0;
    while (at < raw.length && raw[at] >= 0 && raw[at] <= ' ') {
      at++;
    }
    return at < raw.length && (raw[at] == '{' || raw[at] == '[');
  }

  private static boolean hasByteOrderMark(byte[] raw) {
    return raw.length > 2
        && raw[0] == (byte) 0xEF
        && raw[1] == (byte) 0xBB
        && raw[2] == (byte) 0xBF;
  }

  private static List<EventBody.Document> json(byte[] raw) {
    try {
      return EventBody.documents(raw);
    } catch (EventRefusal refusal) {
      throw new UnreadableFile(refusal.getMessage());
    }
  }

  private static List<EventBody.Document> table(byte[] raw, List<String> problems) {
    List<CsvRows.Row> rows = CsvRows.of(decode(raw));
    if (rows.size() < 2) {
      throw new UnreadableFile(
          "the file has no declaration; write a row of titles and a row per declaration");
    }
    DeclarationColumns columns = DeclarationColumns.of(rows.get(0), problems);
    if (!problems.isEmpty()) {
      // without its titles every row would be wrong
      throw new UnreadableFile(problems);
    }
    return rows.stream().skip(1).map(row -> columns.document(row, problems)).toList();
  }

  /** Spreadsheets save CSV in UTF-8 with a mark, or in the GBK of a Chinese Windows. */
  private static String decode(byte[] raw) {
    try {
      return strict(raw, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      if (hasByteOrderMark(raw)) {
        throw notText();
      }
    }
    try {
      return strict(raw, GB18030);
    } catch (CharacterCodingException e) {
      throw notText();
    }
  }

  private static UnreadableFile notText() {
    return new UnreadableFile(
        "the file is neither UTF-8 nor GBK text; save it as CSV (a workbook, .xlsx, is not read)");
  }

  private static String strict(byte[] raw, Charset charset) throws CharacterCodingException {
    String text = charset.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    if (text.indexOf(0) >= 0) {
      throw notText();
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
