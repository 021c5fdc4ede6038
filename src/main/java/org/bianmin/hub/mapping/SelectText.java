package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a query, as far as it can be judged without its database: whether it is one SELECT,
 * and the names of its columns.
 */
final class SelectText {

  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\\n]*|/\\*.*?\\*/" // comments
              + "|'(?:[^']|'')*'" // texts
              + "|\"(?:[^\"]|\"\")*\"|\\[[^\\]]*]|`[^`]*`" // quoted names
              + "|[\\p{L}_][\\p{L}\\p{N}_$#]*|\\d+(?:\\.\\d+)?|\\S",
          Pattern.DOTALL);

  private static final Set<String> WRITES =
      Set.of(
          "insert",
          "update",
          "delete",
          "merge",
          "truncate",
          "drop",
          "alter",
          "create",
          "grant",
          "revoke",
          "call",
          "exec",
          "execute",
          "into");

  private static final Set<String> ENDS_LIST = Set.of("from", "union", "where");

  /** A word in lower case, a name, a text or a sign, with the depth of parentheses around it. */
  private record Token(String text, int depth) {
    boolean is(String word) {
      return text.equals(word);
    }

    boolean isName() {
      char first = text.charAt(0);
      return Character.isLetter(first) || first == '_' || "\"[`".indexOf(first) >= 0;
    }
  }

  private final List<Token> tokens = new ArrayList<>();

  SelectText(String sql) {
    int depth = 0;
    Matcher matcher = TOKEN.matcher(sql);
    while (matcher.find()) {
      String text = matcher.group();
      if (text.startsWith("--") || text.startsWith("/*")) {
        continue;
      }
      depth -= text.equals(")") ? 1 : 0;
      char first = text.charAt(0);
      boolean quoted = "'\"[`".indexOf(first) >= 0 && text.length() > 1;
      tokens.add(new Token(quoted ? text : text.toLowerCase(Locale.ROOT), depth));
      depth += text.equals("(") ? 1 : 0;
    }
  }

  /** Why the hub cannot put its conditions around this query, or null. */
  String problem() {
    if (tokens.isEmpty() || !tokens.get(0).is("select")) {
      return "is no SELECT; write one query that begins with select (a WITH goes into its from)";
    }
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is(";")) {
        return "has a ';'; write one SELECT and leave the ';' out";
      }
      if (token.is("?")) {
        return "has a '?'; leave out parameters, the hub adds its own conditions";
      }
      if (WRITES.contains(token.text()) && !tokens.get(i - 1).is(".")) {
        return "has the word '" + token.text() + "'; a view is only read";
      }
      if (token.is("order") && token.depth() == 0 && next(i, "by")) {
        return "has an 'order by'; leave it out, the hub orders the rows";
      }
    }
    return null;
  }

  private boolean next(int i, String word) {
    return i + 1 < tokens.size() && tokens.get(i + 1).is(word);
  }

  /**
   * Names of the columns in lower case, an empty one where a column has no name; null where they
   * cannot be told ({@code *}).
   */
  List<String> columns() {
    List<String> columns = new ArrayList<>();
    int from = 1;
    for (int i = 1; i <= tokens.size(); i++) {
      boolean end =
          i == tokens.size()
              || (tokens.get(i).depth() == 0 && ENDS_LIST.contains(tokens.get(i).text()));
      if (end || (tokens.get(i).depth() == 0 && tokens.get(i).is(","))) {
        Token last = tokens.get(i - 1);
        if (last.is("*")) {
          return null;
        }
        columns.add(i > from && last.isName() && !last.is("end") ? name(last.text()) : "");
        from = i + 1;
      }
      if (end) {
        break;
      }
    }
    return columns;
  }

  private static String name(String text) {
    boolean quoted = "\"[`".indexOf(text.charAt(0)) >= 0;
    return (quoted ? text.substring(1, text.length() - 1) : text).toLowerCase(Locale.ROOT);
  }
}
