package org.bianmin.hub.indicator.block;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A block as stored; a column is inflated when it is first asked for. */
final class StoredBlock implements FactBlock {

  /** What a line of the directory takes in memory. */
  private static final long PER_COLUMN = 200;

  private record Place(Form form, int length, int from, int stored) {}

  private final String facility;
  private final String type;
  private final long generation;
  private final byte[] bytes;
  private final int size;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Column> columns = new ConcurrentHashMap<>();
  private final LongConsumer grown;
  private final Column ids;
  private final Column times;

  /**
   * A block.
   *
   * @param grown hears by how many bytes of memory the block grows, first those of itself, then
   *     with each column
   */
  StoredBlock(String facility, String type, long generation, byte[] bytes, LongConsumer grown) {
    this.facility = facility;
    this.type = type;
    this.generation = generation;
    this.bytes = bytes;
    this.grown = grown;
    ByteReader directory = new ByteReader(bytes);
    int version = directory.next();
    if (version != BlockWriter.VERSION) {
      throw new IllegalStateException("A day block has the unknown version " + version);
    }
    this.size = directory.count();
    int count = directory.count();
    String[] names = new String[count];
    Place[] found = new Place[count];
    int from = 0;
    for (int i = 0; i < count; i++) {
      names[i] = directory.text();
      Form form = Form.of(directory.next());
      int length = directory.count();
      found[i] = new Place(form, length, from, directory.count());
      from += found[i].stored();
    }
    int start = directory.at();
    for (int i = 0; i < count; i++) {
      Place p = found[i];
      places.put(names[i], new Place(p.form(), p.length(), start + p.from(), p.stored()));
    }
    grown.accept(bytes.length + PER_COLUMN * count);
    this.ids = column(BlockWriter.ID);
    this.times = column(BlockWriter.AT);
  }

  @Override
  public Column column(String attribute) {
    Column known = columns.get(attribute);
    if (known != null) {
      return known;
    }
    Place place = places.get(attribute);
    if (place == null) {
      // no key has several parts: then the first is the whole
      return attribute.equals(BlockWriter.KEY_PART + 1) && !places.containsKey(attribute)
          ? column(BlockWriter.KEY)
          : NoColumn.INSTANCE;
    }
    return columns.computeIfAbsent(attribute, name -> decode(name, place));
  }

  private Column decode(String name, Place place) {
    ByteReader body = new ByteReader(inflate(place));
    switch (place.form()) {
      case TEXT, IDENTITY -> {
        DictionaryColumn column = DictionaryColumn.read(body, place.form() == Form.TEXT);
        grown.accept(column.weight());
        return column;
      }
      case GROUP -> {
        String prefix = name + BlockWriter.OF_ITEM;
        GroupColumn column =
            new GroupColumn(NumberColumn.read(body), item -> column(prefix + item));
        grown.accept(column.weight());
        return column;
      }
      default -> {
        NumberColumn column = NumberColumn.read(body);
        grown.accept(column.weight());
        return column;
      }
    }
  }

  private byte[] inflate(Place place) {
    byte[] body = new byte[place.length()];
    if (place.stored() == place.length()) {
      System.arraycopy(bytes, place.from(), body, 0, place.length());
      return body;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, place.from(), place.stored());
      int length = 0;
      while (length < body.length) {
        int more = inflater.inflate(body, length, body.length - length);
        if (more == 0) {
          throw new IllegalStateException("A day block ends too early");
        }
        length += more;
      }
      return body;
    } catch (DataFormatException e) {
      throw new IllegalStateException("A day block is damaged", e);
    } finally {
      inflater.end();
    }
  }

  @Override
  public String facility() {
    return facility;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long id(int row) {
    return ids.number(row);
  }

  @Override
  public long occurredAt(int row) {
    return times.number(row);
  }

  @Override
  public Column key() {
    return column(BlockWriter.KEY);
  }

  @Override
  public Column person() {
    return column(BlockWriter.PERSON);
  }

  @Override
  public Column mapping() {
    return column(BlockWriter.MAPPING);
  }

  @Override
  public long generation() {
    return generation;
  }
}
