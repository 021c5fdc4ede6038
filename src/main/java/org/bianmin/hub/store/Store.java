package org.bianmin.hub.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the store together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreProperties.class, DataFolder.class, BackupProperties.class})
class Store {

  @Bean
  Database database(StoreProperties properties, DataFolder folder) {
    return new Database(properties, folder);
  }

  @Bean
  DataSource readers(Database database) {
    return database.readers();
  }

  @Bean
  JdbcClient queries(DataSource readers) {
    return JdbcClient.create(readers);
  }

  @Bean(destroyMethod = "")
  GroupCommit groupCommit(Database database) {
    return new GroupCommit(database);
  }

  /** Hubs share a PostgreSQL; an embedded store has one. */
  @Bean
  Nodes nodes(Database database, GroupCommit commits, DataFolder folder) {
    return database.file() == null
        ? Nodes.shared(database, commits, folder, NodeFile.here(folder), Nodes.LEASE)
        : Nodes.alone();
  }

  @Bean
  Commands commands(GroupCommit groupCommit) {
    return new Commands(groupCommit);
  }

  @Bean
  Upkeep upkeep(Database database, Commands commands) {
    return new Upkeep(database, commands);
  }

  /** What has grown; the embedded store chooses its indexes by their columns alone. */
  @Bean
  @ConditionalOnProperty("hub.store.url")
  TableStatistics tableStatistics(JdbcClient queries) {
    return new TableStatistics(queries);
  }

  @Bean
  FreeSpace freeSpace(Database database, StoreProperties properties) {
    Path file = database.file();
    return new FreeSpace(file == null ? null : file.getParent(), properties.minFree().toBytes());
  }

  @Bean
  StoreFacts storeFacts(Database database, GroupCommit groupCommit) {
    return new StoreFacts(database, groupCommit);
  }

  @Bean
  Backups backups(Database database, BackupProperties properties, StoreProperties store) {
    return new Backups(database.file(), properties, store);
  }

  @Bean
  StopMark stopMark(Database database, DataFolder folder) {
    return new StopMark(folder);
  }

  /** The writer starts before anything is received and stops after everything else. */
  @Bean
  SmartLifecycle writerLifecycle(GroupCommit commits, Nodes nodes, StopMark mark) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        commits.start();
        nodes.start();
        running = true;
      }

      @Override
      public void stop() {
        running = false;
        commits.close();
        nodes.close();
        mark.stopped();
      }

      @Override
      public boolean isRunning() {
        return running;
      }

      @Override
      public int getPhase() {
        return Integer.MIN_VALUE;
      }
    };
  }
}
