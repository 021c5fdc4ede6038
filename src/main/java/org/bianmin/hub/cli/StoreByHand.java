package org.bianmin.hub.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.access.AccessProperties;
import org.bianmin.hub.access.Passwords;
import org.bianmin.hub.access.Sessions;
import org.bianmin.hub.access.Tokens;
import org.bianmin.hub.access.Users;
import org.bianmin.hub.audit.Asked;
import org.bianmin.hub.audit.AuditChain;
import org.bianmin.hub.audit.AuditEntry;
import org.bianmin.hub.audit.AuditTrail;
import org.bianmin.hub.audit.AuditWitness;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.Database;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.StoreProperties;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The users of a store, opened by the settings that the hub itself would read, whether it runs or
 * not. What is changed stands in the audit trail.
 */
final class StoreByHand implements AutoCloseable {

  private final Database database;
  private final GroupCommit commits;
  private final AuditTrail trail;
  private final Users users;
  private final Tokens tokens;

  /**
   * Opens it.
   *
   * @param data the data folder, null for that of the settings
   * @param settings what is set otherwise than in the settings
   */
  StoreByHand(Path data, Map<String, String> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> set = new TreeMap<>(settings == null ? Map.of() : settings);
    if (data != null) {
      set.put("hub.data", data.toString());
    }
    environment.getPropertySources().addFirst(new MapPropertySource("command", set));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    Binder binder = Binder.get(environment);
    DataFolder folder = binder.bindOrCreate("hub", DataFolder.class);
    database = new Database(binder.bindOrCreate("hub.store", StoreProperties.class), folder);
    commits = new GroupCommit(database);
    Commands commands = new Commands(commits);
    JdbcClient queries = JdbcClient.create(database.readers());
    AccessProperties rules = binder.bindOrCreate("hub.access", AccessProperties.class);
    Clock clock = Clock.systemUTC();
    Sessions sessions = new Sessions(queries, commands, commits, rules, clock);
    users = new Users(queries, commands, commits, new Passwords(rules), sessions, clock);
    tokens = new Tokens(queries, commands, commits, clock);
    trail = new AuditTrail(commits, new AuditChain(folder), new AuditWitness(folder));
    commits.start();
  }

  Users users() {
    return users;
  }

  Tokens tokens() {
    return tokens;
  }

  /** Does something that stands in the audit trail, before it and after it. */
  void audited(String act, String object, Runnable task) {
    Asked asked = new Asked("cli:" + System.getProperty("user.name"), "cli", act, object, "");
    long entry = trail.asked(asked);
    String outcome = AuditEntry.REFUSED;
    try {
      task.run();
      outcome = AuditEntry.DONE;
    } finally {
      trail.ended(entry, asked, outcome);
    }
  }

  @Override
  public void close() {
    commits.close();
    database.close();
  }
}
