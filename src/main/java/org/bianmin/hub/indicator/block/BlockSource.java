package org.bianmin.hub.indicator.block;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Facts by day, as indicators read them. Times are epoch milliseconds. */
public interface BlockSource {

  /**
   * Gives the blocks of all days that a time touches, oldest first. They are whole days: facts at
   * their ends may have occurred outside of {@code [from, to)}.
   */
  void read(String facility, String type, long from, long to, Consumer<FactBlock> each);

  /**
   * Runs what the calling thread reads so that all of it is of one moment, whatever is built
   * meanwhile; nothing can be taken in while it runs.
   */
  <T> T asOne(Supplier<T> reading);

  /** Void facts of a type. */
  VoidKeys voids(String facility, String type);

  /** Facilities that have facts, sorted. */
  List<String> facilities();

  /** Which days that a time touches have facts; reads no block. */
  Presence presence(String facility, String type, long from, long to);

  /**
   * A number that grows whenever one of the blocks changes, void ones included. Equal numbers mean
   * that the same would be read.
   */
  long generation(String facility, Collection<String> types, long from, long to);
}
