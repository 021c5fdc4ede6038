package org.bianmin.hub.indicator.block;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Snapshot;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Builds the dirty blocks of one part. The facts are read after the part was seen dirty, and what
 * is written stands with the number of that fold: so a block has all changes up to its number, an
 * older one never takes the place of a newer one, and what has become dirty meanwhile stays dirty.
 */
final class BlockBuilding {

  /**
   * A block that is not stored yet.
   *
   * @param bytes empty where there are no facts
   */
  record Built(int facts, byte[] bytes) {

    static final Built NOTHING = new Built(0, new byte[0]);

    static Built of(BlockWriter writer) {
      return new Built(writer.rows(), writer.bytes());
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(BlockBuilding.class);

  private static final int FETCH = 500;
  private static final String FACTS =
      "select facility, id, occurred_at, business_key, person, mapping, attributes"
          + " from measure_event where type = ? and occurred_at >= ? and occurred_at < ?"
          + " and status = 'ACTIVE' order by occurred_at, id";
  private static final String VOIDS =
      "select facility, id, business_key from measure_event"
          + " where type = ? and status = 'VOID' and id >= ? and id < ? order by id";

  private final JdbcTemplate facts;
  private final Snapshot snapshot;
  private final Commands commands;
  private final Dirt dirt;
  private final BlockRows rows;
  private final BlockTypes types;
  private final ReentrantLock turn = new ReentrantLock(true);

  BlockBuilding(
      DataSource readers,
      Snapshot snapshot,
      Commands commands,
      Dirt dirt,
      BlockRows rows,
      BlockTypes types) {
    this.facts = new JdbcTemplate(readers);
    // PostgreSQL's driver would hold all rows of a day otherwise
    this.facts.setFetchSize(FETCH);
    this.snapshot = snapshot;
    this.commands = commands;
    this.dirt = dirt;
    this.rows = rows;
    this.types = types;
  }

  /**
   * Builds what is dirty of a part, whoever else builds at the moment.
   *
   * @return false where it cannot be built: it stays dirty, and must not keep others from it
   * @throws StoreUnavailable when nothing can be stored at the moment
   */
  boolean build(Part part) {
    turn.lock();
    try {
      Map<String, Long> seen = dirt.of(part);
      if (!seen.isEmpty()) {
        BlockLayout layout = types.layout(part);
        write(part, layout, seen, read(part, layout, seen.keySet()));
      }
      return true;
    } catch (StoreUnavailable e) {
      throw e;
    } catch (DataAccessException | IllegalStateException | IllegalArgumentException e) {
      LOG.error(
          "Day {} of {} cannot be built; indicators count it as it was. Please report this with"
              + " the lines below",
          LocalDate.ofEpochDay(part.isVoid() ? 0 : part.part()),
          part.type(),
          e);
      return false;
    } finally {
      turn.unlock();
    }
  }

  /** The blocks of dirty facilities as their facts stand now. */
  Map<String, Built> read(Part part, BlockLayout layout, Set<String> dirty) {
    return snapshot.read(
        () -> {
          Map<String, BlockWriter> writers = new HashMap<>();
          boolean all = dirty.contains("");
          if (part.isVoid()) {
            voids(part, writers, all ? null : dirty);
          } else {
            facts(part, layout, writers, all ? null : dirty);
          }
          Map<String, Built> built = new TreeMap<>();
          writers.forEach((facility, writer) -> built.put(facility, Built.of(writer)));
          if (all) {
            rows.facilities(part).forEach(f -> built.putIfAbsent(f, Built.NOTHING));
          }
          for (String facility : dirty) {
            if (!facility.isEmpty()) {
              built.putIfAbsent(facility, Built.NOTHING);
            }
          }
          return built;
        });
  }

  /** Facts of a facility that is not wanted are passed over unread. */
  private void facts(
      Part part, BlockLayout layout, Map<String, BlockWriter> writers, Set<String> wanted) {
    long from = PartitionDay.from(part.part());
    long to = PartitionDay.from(part.part() + 1);
    // of a day at once: fact by fact would be as many queries
    Map<Long, Map<String, Object>> sides = types.sides().read(part.type(), from, to, wanted);
    facts.query(
        FACTS,
        row -> {
          String facility = row.getString(1);
          if (wanted == null || wanted.contains(facility)) {
            writers
                .computeIfAbsent(facility, f -> new BlockWriter(layout))
                .add(
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    Sides.both(Attributes.shown(row.getString(7)), sides.get(row.getLong(2))));
          }
        },
        part.type(),
        from,
        to);
  }

  private void voids(Part part, Map<String, BlockWriter> writers, Set<String> wanted) {
    facts.query(
        VOIDS,
        row -> {
          String facility = row.getString(1);
          if (wanted == null || wanted.contains(facility)) {
            writers
                .computeIfAbsent(facility, f -> new BlockWriter(BlockLayout.OF_VOIDS))
                .addKey(row.getLong(2), row.getString(3));
          }
        },
        part.type(),
        PartitionDay.firstId(part.part()),
        PartitionDay.firstId(part.part() - 1));
  }

  /**
   * Stores blocks that were read after their part was seen dirty.
   *
   * @param seen the number of the fold with which each facility was seen dirty
   */
  void write(Part part, BlockLayout layout, Map<String, Long> seen, Map<String, Built> built) {
    long now = System.currentTimeMillis();
    long all = seen.getOrDefault("", 0L);
    commands.execute(
        session -> {
          long unused = Dirt.next(session);
          Map<String, Long> still = Dirt.of(session, part);
          for (Map.Entry<String, Built> block : built.entrySet()) {
            String facility = block.getKey();
            // clean by now: somebody else has built it, from facts as new as these or newer
            if (still.containsKey(facility) || still.containsKey("")) {
              long generation = Math.max(all, seen.getOrDefault(facility, 0L));
              BlockRows.write(
                  session,
                  new DirtyPart(facility, part),
                  layout,
                  generation,
                  block.getValue(),
                  now);
            }
          }
          Dirt.done(session, part, seen);
          return null;
        });
  }
}
