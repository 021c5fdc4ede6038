package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The fields of a form (application/x-www-form-urlencoded), which says its charset in a field. */
final class Form {

  /** Charsets by the names that providers write; GB18030 is a superset of GBK and GB2312. */
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "utf8", StandardCharsets.UTF_8,
          "gbk", Charset.forName("GBK"),
          "gb2312", Charset.forName("GBK"),
          "gb18030", Charset.forName("GB18030"));

  private final Map<String, String> fields;
  private final Charset charset;

  private Form(Map<String, String> fields, Charset charset) {
    this.fields = fields;
    this.charset = charset;
  }

  /**
   * Reads a form.
   *
   * @param charsetField the field that names the charset; UTF-8 where it is missing
   * @throws RefusedNotification when it is none, names a field twice, or another charset
   */
  static Form read(byte[] body, String charsetField) {
    TreeMap<String, byte[]> raw = new TreeMap<>();
    int from = 0;
    while (from < body.length) {
      int to = from;
      while (to < body.length && body[to] != '&') {
        to++;
      }
      field(body, from, to, raw);
      from = to + 1;
    }
    if (raw.isEmpty()) {
      throw malformed("the body has no field of a form");
    }
    byte[] named = raw.get(charsetField);
    String name = named == null ? "utf-8" : new String(named, StandardCharsets.US_ASCII);
    Charset charset = CHARSETS.get(name.toLowerCase(Locale.ROOT));
    if (charset == null) {
      throw malformed("the field " + charsetField + " names a charset that the provider has not");
    }
    TreeMap<String, String> fields = new TreeMap<>();
    raw.forEach(
        (key, value) -> fields.put(key, PaymentJson.text(value, charset, "a field of the form")));
    return new Form(fields, charset);
  }

  private static void field(byte[] body, int from, int to, Map<String, byte[]> raw) {
    int equals = from;
    while (equals < to && body[equals] != '=') {
      equals++;
    }
    String name = new String(decoded(body, from, equals), StandardCharsets.ISO_8859_1);
    if (name.isEmpty() || equals == to) {
      throw malformed("the body is no form: fields are written name=value, joined with &");
    }
    if (raw.put(name, decoded(body, equals + 1, to)) != null) {
      throw malformed("the form names a field twice");
    }
  }

  private static byte[] decoded(byte[] body, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      int b = body[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%') {
        int high = digit(body, i + 1, to);
        int low = digit(body, i + 2, to);
        if (high < 0 || low < 0) {
          throw malformed("a field of the form is not url-encoded");
        }
        b = high * 16 + low;
        i += 2;
      }
      bytes.write(b);
    }
    return bytes.toByteArray();
  }

  private static int digit(byte[] body, int at, int to) {
    return at < to ? Character.digit(body[at], 16) : -1;
  }

  private static RefusedNotification malformed(String detail) {
    return new RefusedNotification(Reason.MALFORMED, detail);
  }

  Charset charset() {
    return charset;
  }

  /** The value of a field, or empty text. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * The value of a field of the signature.
   *
   * @throws RefusedNotification when it is missing
   */
  String required(String name) {
    String value = get(name);
    if (value.isEmpty()) {
      throw new RefusedNotification(
          Reason.NOT_SIGNED, "the field " + name + " is missing: it is not signed");
    }
    return value;
  }

  /** {@code a=1&b=2}, in the order of the names. */
  String sorted(Set<String> without) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!without.contains(name)) {
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
          }
        });
    return text.toString();
  }

  /** Without fields whose value the provider neither signs nor means. */
  Form without(Predicate<String> value) {
    TreeMap<String, String> filled = new TreeMap<>(fields);
    filled.values().removeIf(value);
    return new Form(filled, charset);
  }

  ObjectNode json(Set<String> without) {
    ObjectNode json = PaymentJson.object();
    fields.forEach(
        (name, value) -> {
          if (!without.contains(name)) {
            json.put(name, value);
          }
        });
    return json;
  }
}
