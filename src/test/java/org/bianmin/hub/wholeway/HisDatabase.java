package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.store.PostgresServer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A hospital's database on a real PostgreSQL, with one table of settlements and a view file. */
public final class HisDatabase implements AutoCloseable {

  static final String READER = "hub_reader";

  /** As the view's rows are stamped; the hub's source has the same zone. */
  static final String NOW = "(now() at time zone 'Asia/Shanghai')";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE =
      """
      create table settlement (
        no varchar(32), amount numeric(12,2), place varchar(16), settled_at timestamp,
        updated_at timestamp, void_flag char(1) default '0')
      """;
  private static final String VIEW =
      """
      view: test-settlements
      event: settlement.outpatient
      query: |
        select s.no as fact_key, s.updated_at as recorded_at, s.void_flag as void_flag, 'P1' as patient_id,
               s.settled_at as at, s.amount as total_yuan, s.place as settlement_point
        from settlement s
      void: {column: void_flag, in: ['1']}
      %s
      """;

  final String url;
  private final String ownerUrl;
  private final Connection connection;
  private final JdbcClient sql;

  public HisDatabase() throws IOException, SQLException {
    this.ownerUrl = PostgresServer.newDatabase();
    this.url = ownerUrl.substring(0, ownerUrl.indexOf('?'));
    this.connection = DriverManager.getConnection(ownerUrl);
    this.sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    execute(TABLE);
    execute(
        "do $$ begin if not exists (select 1 from pg_roles where rolname = '"
            + READER
            + "') then create role "
            + READER
            + " login password 'right'; end if; end $$");
    execute("grant select on settlement to " + READER);
  }

  void execute(String statement) throws SQLException {
    try (Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** A connection with a transaction of its own. */
  Connection transaction() throws SQLException {
    Connection other = DriverManager.getConnection(ownerUrl);
    other.setAutoCommit(false);
    return other;
  }

  static String row(String no, String amount) {
    return row(no, amount, NOW, NOW);
  }

  /** Inserts a row; the times are SQL. */
  static String row(String no, String amount, String settledAt, String updatedAt) {
    return "insert into settlement values ('%s', %s, 'KIOSK', %s, %s, '0')"
        .formatted(no, amount, settledAt, updatedAt);
  }

  public void insert(String no, String amount) throws SQLException {
    execute(row(no, amount));
  }

  long count(String select) {
    return sql.sql(select).query(Long.class).single();
  }

  /** What the table says that counts: fen by settlement number. */
  Map<String, Long> table() {
    Map<String, Long> rows = new TreeMap<>();
    sql.sql("select no, amount * 100 from settlement where void_flag <> '1'")
        .query(
            row -> {
              rows.put(row.getString(1), row.getBigDecimal(2).longValueExact());
            });
    return rows;
  }

  /** The shipped mappings and the test's view, with these further lines. */
  public static Path mappings(Path folder, String lines) throws IOException {
    Path mappings = folder.resolve("mappings");
    if (!Files.exists(mappings)) {
      ShippedFolder.copyTo(mappings);
    }
    view(mappings, lines);
    return mappings;
  }

  static void view(Path mappings, String lines) throws IOException {
    Files.writeString(mappings.resolve("views/test-settlements.yaml"), VIEW.formatted(lines));
  }

  /** Settings of a hub that reads the view five times a second. */
  public String[] settings(Path mappings, String... more) {
    String source = "--hub.sources.view.";
    String[] own = {
      "--hub.mappings=" + mappings,
      "--hub.console.open-loopback=true",
      source + "transport=view",
      source + "view.name=test-settlements",
      source + "view.url=" + url,
      source + "view.username=" + READER,
      source + "view.every=200ms",
      source + "view.timeout=10s"
    };
    String[] all = java.util.Arrays.copyOf(own, own.length + more.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }

  /** What the hub holds as valid: fen by settlement number. */
  static Map<String, Long> facts(WholeHub hub) {
    Map<String, Long> facts = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(
            "select business_key, attributes from measure_event"
                + " where type = 'settlement.outpatient' and status = 'ACTIVE'")
        .query(
            row -> {
              facts.put(row.getString(1), fen(row.getString(2)));
            });
    return facts;
  }

  private static long fen(String attributes) {
    try {
      return JSON.readTree(attributes).get("totalFen").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Messages of the view in the journal. */
  static long messages(WholeHub hub) {
    return hub.count("select count(*) from message where source = 'view'");
  }

  /** How often a message came that the journal knew. */
  static long duplicates(WholeHub hub) {
    return hub.count("select coalesce(sum(duplicates), 0) from message where source = 'view'");
  }

  /** From now on the reader has to give its password. */
  void demandPasswords() throws IOException, SQLException {
    authentication("host all " + READER + " all md5\n");
  }

  void trustEveryone() throws IOException, SQLException {
    authentication("");
  }

  private void authentication(String first) throws IOException, SQLException {
    Path file = Path.of(sql.sql("show hba_file").query(String.class).single());
    String rules = Files.readString(file).replaceFirst("^host all " + READER + " all md5\n", "");
    Files.writeString(file, first + rules);
    execute("select pg_reload_conf()");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
