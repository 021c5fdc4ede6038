package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bianmin.hub.journal.PaymentProperties;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refused notifications ({@code payment_refusal}): all are counted, the newest of each source are
 * kept as evidence. A flood of them costs a bounded number of rows, bytes and writes; and one of
 * forged notifications displaces no evidence of genuine ones, which have quotas of their own.
 */
@Component
public class PaymentRefusals {

  /** What is kept of one, beside its row. */
  public record Evidence(RefusedRow row, JsonNode headers, byte[] body) {}

  /** Of what nobody has signed so much is kept: enough to see what it is. */
  private static final int KEPT_OF_UNSIGNED = 8 << 10;

  private static final String GENUINE =
      Reason.GENUINE.stream()
          .map(reason -> "'" + reason.code() + "'")
          .collect(Collectors.joining(",", "(", ")"));

  private static final String INSERT =
      "insert into payment_refusal (id, source, at, reason, detail, headers, size, sha256, body)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String PRUNE =
      "delete from payment_refusal where id in (select id from (select id,"
          + " row_number() over (order by id desc) as nth, sum(length(body)) over (order by id desc)"
          + " as bytes from payment_refusal where source = ? and reason %s "
          + GENUINE
          + ") newest where nth > ? or bytes > ?)";
  private static final String COLUMNS = "id, source, at, reason, detail, size, sha256";

  private final Commands commands;
  private final JdbcClient queries;
  private final MeterRegistry metrics;
  private final Ids ids;
  private final Map<String, RefusalQuota> quotas = new ConcurrentHashMap<>();

  PaymentRefusals(
      Commands commands,
      GroupCommit commits,
      JdbcClient queries,
      MeterRegistry metrics,
      PaymentSources sources) {
    this.commands = commands;
    this.queries = queries;
    this.metrics = metrics;
    this.ids = new Ids("payment_refusal", commits);
    // the series are there before the first refusal, so that an alert can tell a rise from a start
    for (PaymentSource source : sources.all()) {
      for (Reason reason : Reason.values()) {
        counter(source.id(), reason).increment(0);
      }
    }
  }

  private Counter counter(String source, Reason reason) {
    return Counter.builder("hub.payments.refused")
        .description("Notifications of payment providers that were refused")
        .tag("source", source)
        .tag("reason", reason.code())
        .register(metrics);
  }

  /** Counts a refused notification, and keeps it where its kind has not come too often. */
  void refuse(
      PaymentSource source, Notification notification, String from, RefusedNotification refused) {
    counter(source.id(), refused.reason()).increment();
    boolean genuine = Reason.GENUINE.contains(refused.reason());
    RefusalQuota quota =
        quotas.computeIfAbsent(source.id() + " " + genuine, id -> new RefusalQuota(genuine));
    if (!quota.take(notification.at())) {
      return;
    }
    PaymentProperties properties = source.properties().payment();
    byte[] body = kept(notification.body(), properties, genuine);
    try {
      var unused =
          commands
              .submit(
                  session -> {
                    insert(session, source.id(), notification, from, refused, body);
                    prune(session, source.id(), properties, genuine);
                    return null;
                  })
              .whenComplete((done, failure) -> quota.done());
    } catch (StoreUnavailable e) {
      // the hub is stopping; it is counted
      quota.done();
    }
  }

  private static byte[] kept(byte[] body, PaymentProperties properties, boolean genuine) {
    long most =
        Math.min(
            genuine ? properties.maxBody().toBytes() : KEPT_OF_UNSIGNED,
            properties.keepRefusedBytes().toBytes());
    return body.length <= most ? body : Arrays.copyOf(body, (int) most);
  }

  private void insert(
      Session session,
      String source,
      Notification notification,
      String from,
      RefusedNotification refused,
      byte[] body)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, ids.next(session));
    insert.setString(2, source);
    insert.setLong(3, notification.at());
    insert.setString(4, refused.reason().code());
    insert.setString(5, refused.getMessage());
    insert.setString(6, headers(notification, from));
    insert.setLong(7, notification.body().length);
    insert.setString(8, sha256(body));
    insert.setBytes(9, body);
    insert.executeUpdate();
  }

  private static String headers(Notification notification, String from) {
    ObjectNode headers = PaymentJson.object();
    new TreeMap<>(notification.headers()).forEach(headers::put);
    headers.put("from", from);
    // PostgreSQL's text holds no NUL; written as JSON there is none
    return new String(PaymentJson.bytes(headers), StandardCharsets.UTF_8);
  }

  private static void prune(
      Session session, String source, PaymentProperties properties, boolean genuine)
      throws SQLException {
    PreparedStatement prune = session.prepare(PRUNE.formatted(genuine ? "in" : "not in"));
    prune.setString(1, source);
    prune.setLong(2, properties.keepRefusals());
    prune.setLong(3, properties.keepRefusedBytes().toBytes());
    prune.executeUpdate();
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A page, the newest first, without headers and bodies.
   *
   * @param source null for all
   * @param before id of the last row of the page before, null for the first page
   */
  public List<RefusedRow> page(String source, Long before, int limit) {
    return queries
        .sql(
            "select "
                + COLUMNS
                + " from payment_refusal where id < ?"
                + (source == null ? "" : " and source = ?")
                + " order by id desc limit ?")
        .params(
            source == null
                ? List.of(before == null ? Long.MAX_VALUE : before, limit)
                : List.of(before == null ? Long.MAX_VALUE : before, source, limit))
        .query((row, n) -> row(row))
        .list();
  }

  /** One with its headers and body. */
  public Optional<Evidence> find(long id) {
    return queries
        .sql("select " + COLUMNS + ", headers, body from payment_refusal where id = ?")
        .param(id)
        .query(
            (row, n) -> new Evidence(row(row), PaymentJson.own(row.getString(8)), row.getBytes(9)))
        .optional();
  }

  private static RefusedRow row(ResultSet row) throws SQLException {
    return new RefusedRow(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getString(7));
  }
}
