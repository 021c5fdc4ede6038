package org.bianmin.hub.indicator.block;

import javax.sql.DataSource;
import org.bianmin.hub.facts.SideColumns;
import org.bianmin.hub.indicator.IndicatorProperties;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.AtStart;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Snapshot;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the day blocks together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndicatorProperties.class)
class BlockBeans {

  /**
   * A lane of their own: of rows that nodes share, each node's transactions take them in one order.
   */
  record BlockCommands(Commands lane) {}

  @Bean
  BlockTypes blockTypes(Mappings mappings, ObjectProvider<SideColumns> sides) {
    return new BlockTypes(
        () -> mappings.inForce().events(), new Sides(sides.orderedStream().toList()));
  }

  @Bean
  BlockCommands blockCommands(GroupCommit commits) {
    return new BlockCommands(new Commands(commits));
  }

  @Bean
  Dirt dirt(JdbcClient queries, BlockCommands commands) {
    return new Dirt(queries, commands.lane());
  }

  @Bean
  EarlierDays earlierDays(JdbcClient queries, BlockCommands commands) {
    return new EarlierDays(queries, commands.lane());
  }

  @Bean
  BlockRows blockRows(JdbcClient queries) {
    return new BlockRows(queries);
  }

  @Bean
  BlockBuilding blockBuilding(
      DataSource readers,
      Snapshot snapshot,
      BlockCommands commands,
      Dirt dirt,
      BlockRows rows,
      BlockTypes types) {
    return new BlockBuilding(readers, snapshot, commands.lane(), dirt, rows, types);
  }

  @Bean
  OtherLayouts otherLayouts(BlockRows rows, BlockTypes types, BlockCommands commands) {
    return new OtherLayouts(rows, types, commands.lane());
  }

  @Bean
  DayBlocks dayBlocks(
      BlockRows rows,
      Dirt dirt,
      EarlierDays earlier,
      BlockBuilding building,
      BlockTypes types,
      OtherLayouts layouts,
      Snapshot snapshot,
      IndicatorProperties properties) {
    return new DayBlocks(
        properties.enabled(),
        rows,
        dirt,
        earlier,
        building,
        types,
        layouts,
        snapshot,
        new BlockCache(properties.cache().toBytes()));
  }

  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
  BuildingDays buildingDays(
      EarlierDays earlier,
      OtherLayouts layouts,
      Dirt dirt,
      BlockBuilding building,
      BlockTypes types) {
    return new BuildingDays(earlier, layouts, dirt, building, types, System::nanoTime);
  }

  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
  Marking marking(BuildingDays worker) {
    return new Marking(worker::soon);
  }

  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
  SideMarking sideMarking(BuildingDays worker) {
    return new SideMarking(worker::soon);
  }

  /** While nothing is marked, that is kept in mind. */
  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", havingValue = "false")
  AtStart nothingMarked(EarlierDays earlier) {
    return new AtStart(earlier::forget, BuildingDays.PHASE);
  }
}
