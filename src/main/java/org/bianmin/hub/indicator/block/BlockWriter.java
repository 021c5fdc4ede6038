package org.bianmin.hub.indicator.block;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** Makes the bytes of a block of facts that come by time and id. Equal facts make equal bytes. */
final class BlockWriter {

  static final int VERSION = 1;
  static final String ID = "$id";
  static final String AT = "$occurredAt";
  static final String KEY = "$key";
  static final String KEY_PART = "$keypart.";
  static final String PERSON = "$person";
  static final String MAPPING = "$mapping";

  /** Attributes have no point in their names. */
  static final char OF_ITEM = '.';

  private final BlockLayout layout;
  private final Map<String, ColumnWriter> columns = new LinkedHashMap<>();
  private final ColumnWriter ids = column(ID, Form.NUMBER);
  private final ColumnWriter times = column(AT, Form.NUMBER);
  private final ColumnWriter keys = column(KEY, Form.IDENTITY);
  private final ColumnWriter persons = column(PERSON, Form.IDENTITY);
  private final ColumnWriter mappings = column(MAPPING, Form.TEXT);
  private final List<ColumnWriter> keyParts = new ArrayList<>();
  private boolean severalParts;
  private int rows;

  BlockWriter(BlockLayout layout) {
    this.layout = layout;
    for (BlockLayout.Kept kept : layout.kept()) {
      column(kept.name(), kept.form());
      for (BlockLayout.Kept item : kept.items()) {
        column(kept.name() + OF_ITEM + item.name(), item.form());
      }
    }
  }

  private ColumnWriter column(String name, Form form) {
    ColumnWriter column = new ColumnWriter(name, form);
    columns.put(name, column);
    return column;
  }

  int rows() {
    return rows;
  }

  /**
   * Adds a fact.
   *
   * @param person or null
   * @param attributes as others are told them
   */
  void add(
      long id,
      long occurredAt,
      String businessKey,
      String person,
      String mapping,
      Map<String, Object> attributes) {
    ids.number(id);
    times.number(occurredAt);
    key(businessKey);
    put(persons, person);
    put(mappings, mapping);
    for (BlockLayout.Kept kept : layout.kept()) {
      Object value = attributes.get(kept.name());
      if (kept.form() == Form.GROUP) {
        group(kept, value);
      } else {
        put(columns.get(kept.name()), value);
      }
    }
    rows++;
  }

  /** Adds a fact of which only the key is kept. */
  void addKey(long id, String businessKey) {
    ids.number(id);
    keys.text(businessKey);
    rows++;
  }

  private void key(String businessKey) {
    keys.text(businessKey);
    String[] parts = businessKey.split("/", -1);
    severalParts |= parts.length > 1;
    for (int i = 0; i < Math.max(parts.length, keyParts.size()); i++) {
      if (i == keyParts.size()) {
        ColumnWriter fresh = new ColumnWriter(KEY_PART + (i + 1), Form.IDENTITY);
        for (int row = 0; row < rows; row++) {
          fresh.absent();
        }
        keyParts.add(fresh);
      }
      put(keyParts.get(i), i < parts.length ? parts[i] : null);
    }
  }

  private void group(BlockLayout.Kept kept, Object value) {
    ColumnWriter counts = columns.get(kept.name());
    if (!(value instanceof Collection<?> items)) {
      counts.absent();
      return;
    }
    int count = 0;
    for (Object item : items) {
      if (item instanceof Map<?, ?> members) {
        count++;
        for (BlockLayout.Kept member : kept.items()) {
          put(columns.get(kept.name() + OF_ITEM + member.name()), members.get(member.name()));
        }
      }
    }
    counts.number(count);
  }

  /** What is no value of the column's kind, a code without a row for example, is absent. */
  private static void put(ColumnWriter column, Object value) {
    switch (column.form) {
      case TIME -> {
        Long time = value instanceof String text ? time(text) : null;
        if (time == null) {
          column.absent();
        } else {
          column.number(time);
        }
      }
      case NUMBER -> {
        if (value instanceof Long || value instanceof Integer) {
          column.number(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
          column.number(truth ? 1 : 0);
        } else {
          column.absent();
        }
      }
      case TEXT, IDENTITY -> {
        if (value instanceof String || value instanceof Number) {
          column.text(value.toString());
        } else {
          column.absent();
        }
      }
      // a group in a group is kept by none
      case GROUP -> column.absent();
    }
  }

  private static Long time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** The block: a directory of its columns, then each of them, compressed apart. */
  byte[] bytes() {
    List<ColumnWriter> kept = new ArrayList<>(columns.values());
    if (severalParts) {
      kept.addAll(keyParts);
    }
    kept.removeIf(ColumnWriter::isEmpty);
    ByteSink bodies = new ByteSink(4096);
    ByteSink block = new ByteSink(4096);
    block.put(VERSION);
    block.unsigned(rows);
    block.unsigned(kept.size());
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      for (ColumnWriter column : kept) {
        byte[] body = column.body();
        int before = bodies.size();
        deflate(deflater, body, bodies);
        block.text(column.name);
        block.put(column.form.code());
        block.unsigned(body.length);
        block.unsigned(bodies.size() - before);
      }
    } finally {
      deflater.end();
    }
    block.put(bodies.array(), bodies.size());
    return block.toBytes();
  }

  /** What does not become smaller stays as it is: its two lengths are equal. */
  private static void deflate(Deflater deflater, byte[] body, ByteSink to) {
    byte[] out = new byte[body.length];
    deflater.reset();
    deflater.setInput(body);
    deflater.finish();
    int length = 0;
    while (!deflater.finished() && length < out.length) {
      length += deflater.deflate(out, length, out.length - length);
    }
    if (deflater.finished() && length < body.length) {
      to.put(out, length);
    } else {
      to.put(body, body.length);
    }
  }
}
