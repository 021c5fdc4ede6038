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
  // of texts; null for other columns
  private final Map<String, Integer> texts;
  private final ByteSink dictionary;
  // of identities; null for other columns
  private final IdentityIndex identities;
  private int rows;
  private int told;
  private long last;

  ColumnWriter(String name, Form form) {
    this.name = name;
    this.form = form;
    this.texts = form == Form.TEXT ? new HashMap<>() : null;
    this.dictionary = form == Form.TEXT ? new ByteSink(256) : null;
    this.identities = form == Form.IDENTITY ? new IdentityIndex() : null;
  }

  int rows() {
    return rows;
  }

  /** Whether no row has a value, so that the column need not be kept. */
  boolean isEmpty() {
    return told == 0;
  }

  void absent() {
    if (refers()) {
      values.unsigned(0);
    }
    rows++;
  }

  private boolean refers() {
    return texts != null || identities != null;
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
    if (form != Form.TEXT) {
      identity(Identity.of(text));
      return;
    }
    Integer before = texts.putIfAbsent(text, texts.size());
    refer(before == null ? -1 : before);
    if (before == null) {
      dictionary.text(text);
    }
  }

  void identity(Identity identity) {
    refer(identities.add(identity));
  }

  /** 0 is absent, 1 the next of the dictionary, others one that was there before. */
  private void refer(int before) {
    values.unsigned(before < 0 ? NEW : before + NEW + 1L);
    rows++;
    told++;
  }

  byte[] body() {
    ByteSink body = new ByteSink(values.size() + 64);
    body.unsigned(rows);
    if (!refers()) {
      boolean all = told == rows;
      body.put(all ? 1 : 0);
      if (!all) {
        byte[] bits = present.toByteArray();
        body.unsigned(bits.length);
        body.put(bits, bits.length);
      }
      body.put(values.array(), values.size());
    } else {
      body.unsigned(texts == null ? identities.size() : texts.size());
      body.put(values.array(), values.size());
      if (texts == null) {
        identities.write(body);
      } else {
        body.put(dictionary.array(), dictionary.size());
      }
    }
    return body.toBytes();
  }
}
