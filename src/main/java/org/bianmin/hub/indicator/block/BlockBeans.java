package org.bianmin.hub.indicator.block;

import javax.sql.DataSource;
import org.bianmin.hub.indicator.IndicatorProperties;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Snapshot;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the day blocks together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndicatorProperties.class)
class BlockBeans {

<<<<<<< HEAD
=======
  /**
   * A lane of their own: of rows that nodes share, each node's transactions take them in one order.
   */
  record BlockCommands(Commands lane) {}

>>>>>>> rblock
  @Bean
  BlockTypes blockTypes(Mappings mappings) {
    return new BlockTypes(() -> mappings.inForce().events());
  }

  @Bean
<<<<<<< HEAD
  Dirt dirt(JdbcClient queries, Commands commands) {
    return new Dirt(queries, commands);
  }

  @Bean
  EarlierDays earlierDays(JdbcClient queries, Commands commands) {
    return new EarlierDays(queries, commands);
=======
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
>>>>>>> rblock
  }

  @Bean
  BlockRows blockRows(JdbcClient queries) {
    return new BlockRows(queries);
  }

  @Bean
  BlockBuilding blockBuilding(
      DataSource readers,
      Snapshot snapshot,
<<<<<<< HEAD
      Commands commands,
      Dirt dirt,
      BlockRows rows,
      BlockTypes types) {
    return new BlockBuilding(readers, snapshot, commands, dirt, rows, types);
=======
      BlockCommands commands,
      Dirt dirt,
      BlockRows rows,
      BlockTypes types) {
    return new BlockBuilding(readers, snapshot, commands.lane(), dirt, rows, types);
>>>>>>> rblock
  }

  @Bean
  DayBlocks dayBlocks(
      BlockRows rows,
      Dirt dirt,
      EarlierDays earlier,
      BlockBuilding building,
      BlockTypes types,
<<<<<<< HEAD
      Commands commands,
=======
      BlockCommands commands,
>>>>>>> rblock
      IndicatorProperties properties) {
    return new DayBlocks(
        properties.enabled(),
        rows,
        dirt,
        earlier,
        building,
        types,
<<<<<<< HEAD
        commands,
=======
        commands.lane(),
>>>>>>> rblock
        new BlockCache(properties.cache().toBytes()));
  }

  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
  BuildingDays buildingDays(
      EarlierDays earlier, Dirt dirt, BlockBuilding building, BlockTypes types) {
    return new BuildingDays(earlier, dirt, building, types, System::nanoTime);
  }

  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", matchIfMissing = true)
<<<<<<< HEAD
  Marking marking(GroupCommit commits, BuildingDays worker) {
    return new Marking(commits, worker::soon);
=======
  Marking marking(BuildingDays worker) {
    return new Marking(worker::soon);
>>>>>>> rblock
  }

  /** While nothing is marked, that is kept in mind. */
  @Bean
  @ConditionalOnProperty(name = "hub.indicators.enabled", havingValue = "false")
  NothingMarked nothingMarked(EarlierDays earlier) {
    return new NothingMarked(earlier);
  }
}
