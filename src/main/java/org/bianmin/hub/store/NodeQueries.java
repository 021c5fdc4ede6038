package org.bianmin.hub.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hubs on one store, as the store knows them. */
@Component
public final class NodeQueries {

  private static final String LIVING =
      "select node, name, since, told from hub_node where until > "
          + NodeTable.NOW
          + " order by name, node";

  private final JdbcClient queries;
  private final Nodes nodes;

  NodeQueries(JdbcClient queries, Nodes nodes) {
    this.queries = queries;
    this.nodes = nodes;
  }

  /** Those that live, by name; none where a hub has its store for itself. */
  public List<LivingNode> living() {
    if (!nodes.shared()) {
      return List.of();
    }
    Map<String, List<String>> works = new TreeMap<>();
    queries
        .sql("select node, name from lease order by name")
        .query(
            row -> {
              works
                  .computeIfAbsent(row.getString(1), unused -> new ArrayList<>())
                  .add(row.getString(2));
            });
    return queries
        .sql(LIVING)
        .query(
            (row, n) ->
                new LivingNode(
                    row.getString(2),
                    row.getString(1).equals(nodes.node()),
                    row.getLong(3),
                    works.getOrDefault(row.getString(1), List.of()),
                    row.getString(4)))
        .list();
  }
}
