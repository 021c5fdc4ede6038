package org.bianmin.hub.indicator.block;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Collects the values of one column, row by row. */
final class ColumnWriter {

  private static final int NEW = 1;

  final String name;
  final Form form;
  private final ByteSink values = new ByteSink(256);
  private final BitSet present = new BitSet();
  private final Map<Object, Integer> known;
  private final ByteSink dictionary;
  private int rows;
  private int told;
  private long last;

  ColumnWriter(String name, Form form) {
    this.name = name;
    this.form = form;
    boolean refers = form == Form.TEXT || form == Form.IDENTITY;
    this.known = refers ? new HashMap<>() : null;
    this.dictionary = refers ? new ByteSink(256) : null;
  }

  int rows() {
    return rows;
  }

  /** Whether no row has a value, so that the column need not be kept. */
  boolean isEmpty() {
    return told == 0;
  }

  void absent() {
    if (known != null) {
      values.unsigned(0);
    }
    rows++;
  }

  /** The next number, a time, or how many items. */
  void number(long number) {
    present.set(rows++);
    told++;
    // may overflow; the reader's sum overflows back
    values.signed(number - last);
    last = number;
  }

  void text(String text) {
    if (form == Form.TEXT) {
      refer(text);
    } else {
      identity(Identity.of(text));
    }
  }

  void identity(Identity identity) {
    refer(identity);
  }

  /** 0 is absent, 1 the next of the dictionary, others one that was there before. */
  private void refer(Object value) {
    Integer before = known.putIfAbsent(value, known.size());
    if (before != null) {
      values.unsigned(before + NEW + 1L);
    } else {
      values.unsigned(NEW);
      if (value instanceof Identity identity) {
        dictionary.fixed(identity.high());
        dictionary.fixed(identity.low());
      } else {
        dictionary.text((String) value);
      }
    }
    rows++;
    told++;
  }

  byte[] body() {
    ByteSink body = new ByteSink(values.size() + 64);
    body.unsigned(rows);
    if (known == null) {
      boolean all = told == rows;
      body.put(all ? 1 : 0);
      if (!all) {
        byte[] bits = present.toByteArray();
        body.unsigned(bits.length);
        body.put(bits, bits.length);
      }
      body.put(values.array(), values.size());
    } else {
      body.unsigned(known.size());
      body.put(values.array(), values.size());
      body.put(dictionary.array(), dictionary.size());
    }
    return body.toBytes();
  }
}
