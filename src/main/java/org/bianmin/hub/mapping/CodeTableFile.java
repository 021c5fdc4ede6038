package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code mappings/codes/<table>.csv}, as people save it from Excel. */
final class CodeTableFile {

  static final String HEADER = "source,code,target,display,comment";
  private static final int COLUMNS = 5;

  private CodeTableFile() {}

  static CodeTable read(Path path, String file, List<MappingProblem> problems) throws IOException {
    String name = path.getFileName().toString().replaceFirst("\\.csv$", "");
    CodeTable table = new CodeTable(name);
    String text = decode(Files.readAllBytes(path));
    if (text == null) {
      problems.add(new MappingProblem(file, 0, "is neither UTF-8 nor GBK; save it as CSV UTF-8"));
      return table;
    }
    String[] lines = text.split("\r\n|\n|\r", -1);
    if (!HEADER.equals(String.join(",", cells(lines[0])))) {
      problems.add(new MappingProblem(file, 1, "the first line has to be: " + HEADER));
      return table;
    }
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        add(table, cells(lines[i]), file, i + 1, problems);
      }
    }
    return table;
  }

  private static void add(
      CodeTable table, List<String> cells, String file, int line, List<MappingProblem> problems) {
    if (cells.size() != COLUMNS) {
      problems.add(
          new MappingProblem(
              file, line, "has " + cells.size() + " columns instead of 5: " + HEADER));
      return;
    }
    var row = new CodeTable.Row(cells.get(0), cells.get(1), cells.get(2), line);
    if (row.source().isEmpty() || row.code().isEmpty() || row.target().isEmpty()) {
      problems.add(
          new MappingProblem(
              file,
              line,
              "source, code and target may not be empty: source '*' stands for all sources, target"
                  + " '=' takes the code as it is, target '-' leaves the attribute out"));
      return;
    }
    CodeTable.Row first = table.add(row);
    if (first != null) {
      problems.add(
          new MappingProblem(
              file,
              line,
              "code '" + row.code() + "' stands in line " + first.line() + " already; keep one"));
    }
  }

  private static String decode(byte[] bytes) {
    String text = decode(bytes, StandardCharsets.UTF_8);
    text = text == null ? decode(bytes, Charset.forName("GB18030")) : text;
    return text != null && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Cells of one line; quoted cells may hold commas and doubled quotes. */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
