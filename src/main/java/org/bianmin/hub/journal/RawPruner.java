package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bianmin.hub.store.Tallies;
import org.bianmin.hub.store.Upkeep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Prunes raw bytes whose time is over, but those of messages that wait or are parked. Each step is
 * a transaction, after which it may be interrupted.
 */
final class RawPruner {

  private static final Logger LOG = LoggerFactory.getLogger(RawPruner.class);

  /** Room under which the blocks that are gone are counted. */
  static final String TALLIES = "retention";

  private static final int STEP = 100;

  /** Bytes before compression that are deleted in one transaction; a larger block goes alone. */
  private static final long STEP_BYTES = 8L << 20;

  /** After each step, for what is received. */
  private static final long REST_MILLIS = 5;

  private record Block(long id, long time, long size) {}

  private final Upkeep upkeep;
  private final JdbcClient queries;
  private final RawBytes bytes;
  private final BooleanSupplier stopping;
  private final DayPartitions partitions;
  private final Tallies tallies = new Tallies(TALLIES);
  private final NeededBlocks needed;

  /**
   * A pruner.
   *
   * @param stopping whether to stop after the step that is done
   */
  RawPruner(Upkeep upkeep, JdbcClient queries, RawBytes bytes, BooleanSupplier stopping) {
    this.upkeep = upkeep;
    this.queries = queries;
    this.bytes = bytes;
    this.stopping = stopping;
    this.needed = new NeededBlocks(queries, upkeep.embedded());
    this.partitions = new DayPartitions(upkeep, queries, needed);
  }

  /** Makes places for the days to come, and prunes what is over; answers how many blocks. */
  long work() throws InterruptedException {
    long before = bytes.prunedBefore();
    needed.forget();
    try {
      long pruned;
      if (upkeep.embedded()) {
        pruned = rows("message_block", before);
      } else {
        partitions.make(bytes.now());
        pruned = days(before);
        pruned += rows("message_block_kept", before);
        pruned += rows("message_block_default", before);
      }
      if (pruned > 0) {
        LOG.info("{} blocks of raw bytes older than hub.retention.messages are pruned", pruned);
      }
      while (!stopping.getAsBoolean() && upkeep.shrink()) {
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
      }
      return pruned;
    } finally {
      upkeep.close();
    }
  }

  private long days(long before) throws InterruptedException {
    long pruned = 0;
    for (DayPartitions.Day day : partitions.days()) {
      if (day.to() <= before && !stopping.getAsBoolean()) {
        pruned += partitions.drop(day, bytes.now());
      }
    }
    return pruned;
  }

  /** Walks over a table by id, which ascends with time, up to a page where nothing is over. */
  private long rows(String table, long before) throws InterruptedException {
    long pruned = 0;
    long after = 0;
    while (!stopping.getAsBoolean()) {
      List<Block> page = page(table, after);
      if (page.stream().noneMatch(block -> block.time() < before)) {
        return pruned;
      }
      Set<Long> keep = needed.upTo(page.get(page.size() - 1).id());
      List<Long> over = new ArrayList<>();
      long size = 0;
      for (Block block : page) {
        boolean gone = block.time() < before && !keep.contains(block.id());
        if (gone && !over.isEmpty() && size + block.size() > STEP_BYTES) {
          break;
        }
        after = block.id();
        if (gone) {
          over.add(block.id());
          size += block.size();
        }
      }
      if (!over.isEmpty()) {
        if (!delete(table, over)) {
          return pruned;
        }
        pruned += over.size();
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
      }
    }
    return pruned;
  }

  private List<Block> page(String table, long after) {
    return queries
        .sql("select id, created_at, size from " + table + " where id > ? order by id limit ?")
        .params(after, STEP)
        .query((row, n) -> new Block(row.getLong(1), RawBytes.time(row.getLong(2)), row.getLong(3)))
        .list();
  }

  private boolean delete(String table, List<Long> ids) throws InterruptedException {
    String delete = "delete from " + table + " where id = ?";
    return upkeep
        .step(
            session -> {
              tallies.clear();
              int deleted = DayPartitions.execute(session, delete, ids);
              tallies.add("blocks", "messages", deleted);
              tallies.write(session, bytes.now());
              return deleted;
            })
        .isPresent();
  }
}
