package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bianmin.hub.indicator.block.BlockSource;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.block.Presence;
import org.bianmin.hub.indicator.block.TestBlocks;
import org.bianmin.hub.indicator.block.VoidKeys;

/** Blocks that are made once, as long as no fact is added. */
record KeptBlocks(TestBlocks of, Map<String, List<FactBlock>> kept) implements BlockSource {

  private static final long FAR = 40_000 * ZoneDays.DAY;
  private static final long OFFSET = 8 * 3_600_000L;

  KeptBlocks(TestBlocks of) {
    this(of, new HashMap<>());
  }

  @Override
  public void read(String facility, String type, long from, long to, Consumer<FactBlock> each) {
    if (from >= to) {
      return;
    }
    String key = facility + '|' + type + '|' + of.generation(facility, List.of(), 0, 0);
    List<FactBlock> all =
        kept.computeIfAbsent(
            key,
            k -> {
              List<FactBlock> blocks = new ArrayList<>();
              of.read(facility, type, -FAR, FAR, blocks::add);
              return blocks;
            });
    for (FactBlock block : all) {
      long day = day(block.occurredAt(0));
      if (day >= day(from) && day <= day(to - 1)) {
        each.accept(block);
      }
    }
  }

  @Override
  public <T> T asOne(Supplier<T> reading) {
    return of.asOne(reading);
  }

  private static long day(long at) {
    return Math.floorDiv(at + OFFSET, ZoneDays.DAY);
  }

  @Override
  public VoidKeys voids(String facility, String type) {
    return of.voids(facility, type);
  }

  @Override
  public List<String> facilities() {
    return of.facilities();
  }

  @Override
  public Presence presence(String facility, String type, long from, long to) {
    return of.presence(facility, type, from, to);
  }

  @Override
  public long generation(String facility, Collection<String> types, long from, long to) {
    return of.generation(facility, types, from, to);
  }
}
