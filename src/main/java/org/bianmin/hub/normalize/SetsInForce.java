package org.bianmin.hub.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.mapping.MappingFiles;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.SetCompanion;
import org.bianmin.hub.store.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down which files were in force when, on which node. */
@Component
public final class SetsInForce implements SetCompanion, SmartLifecycle {

  /**
   * A set that came into force.
   *
   * @param hash of what decides how messages are read; it may be that of the set before, where
   *     programmes or other files were changed alone
   * @param node name of the hub's machine
   * @param at epoch milliseconds
   * @param files hash of each file's content, by path
   */
  public record Entry(long id, String hash, String node, long at, Map<String, String> files) {

    /** Files that are new, gone or other than in an earlier set, by path. */
    public List<String> changed(Entry earlier) {
      TreeSet<String> changed = new TreeSet<>();
      files.forEach(
          (path, content) -> {
            if (!content.equals(earlier.files.get(path))) {
              changed.add(path);
            }
          });
      earlier.files.keySet().stream()
          .filter(path -> !files.containsKey(path))
          .forEach(changed::add);
      return List.copyOf(changed);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SetsInForce.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> FILES = new TypeReference<>() {};

  /** So many are kept. */
  private static final int KEPT = 500;

  private static final String INSERT =
      "insert into mapping_history (id, hash, node, at, files) values ((select coalesce(max(id), 0)"
          + " + 1 from mapping_history), ?, ?, ?, ?) on conflict do nothing";
  private static final String FORGET =
      "delete from mapping_history where id <= (select max(id) from mapping_history) - " + KEPT;

  private final JdbcClient queries;
  private final Commands commands;
  private final String node = name();
  private volatile List<MappingFiles.File> files = List.of();
  private Entry told;
  private boolean running;

  SetsInForce(JdbcClient queries, Commands commands) {
    this.queries = queries;
    this.commands = commands;
  }

  private static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The files of the set in force, as they were when it was read. */
  public List<MappingFiles.File> files() {
    return files;
  }

  /** Name of this node. */
  public String node() {
    return node;
  }

  /** What came into force on any node, newest first. */
  public List<Entry> history(int limit) {
    return queries
        .sql("select id, hash, node, at, files from mapping_history order by id desc limit ?")
        .param(limit)
        .query(
            (row, n) ->
                new Entry(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    read(row.getString(5))))
        .list();
  }

  @Override
  public Prepared prepare(Path folder, MappingSet set) {
    List<MappingFiles.File> read = MappingFiles.of(folder);
    return new Prepared(List.of(), () -> inForce(set, read));
  }

  private synchronized void inForce(MappingSet set, List<MappingFiles.File> read) {
    Map<String, String> content = new TreeMap<>();
    read.forEach(file -> content.put(file.path(), file.hash()));
    files = read;
    if (told == null || !told.files().equals(content)) {
      told = new Entry(0, set.hash(), node, System.currentTimeMillis(), content);
      if (running) {
        write(told);
      }
    }
  }

  /** A hub that was started again with the files that it had tells nothing new. */
  private void write(Entry entry) {
    String text = text(entry.files());
    commands
        .submit(
            session -> {
              PreparedStatement insert = session.prepare(INSERT);
              insert.setString(1, entry.hash());
              insert.setString(2, entry.node());
              insert.setLong(3, entry.at());
              insert.setString(4, text);
              insert.executeUpdate();
              return session.prepare(FORGET).executeUpdate();
            })
        .exceptionally(
            failure -> {
              LOG.warn(
                  "The history of mapping sets lacks {}: {}", entry.hash(), failure.toString());
              return null;
            });
  }

  private static String text(Map<String, String> files) {
    try {
      return JSON.writeValueAsString(files);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The files of a set cannot be written", e);
    }
  }

  private static Map<String, String> read(String json) {
    try {
      return JSON.readValue(json, FILES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The files of a set cannot be read", e);
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    boolean known =
        queries
            .sql("select hash, files from mapping_history where node = ? order by id desc limit 1")
            .param(node)
            .query((row, n) -> read(row.getString(2)))
            .optional()
            .filter(before -> told != null && before.equals(told.files()))
            .isPresent();
    if (told != null && !known) {
      write(told);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** After the writer; stops before it. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
