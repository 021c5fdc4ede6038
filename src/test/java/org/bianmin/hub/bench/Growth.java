// size: one table after another is grown, and each reads like the one before
package org.bianmin.hub.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Copies what the hub wrote until the store is as large as that of a year. What is copied stays as
 * it was, but for ids, times, and numbers that have to differ; raw bytes and attributes are those
 * of the first.
 */
final class Growth {

  /** Ids that the hub took for rows of its own lie below this. */
  private static final long OWN = 20_000;

  private static final long YEAR = TimeUnit.DAYS.toMillis(365);
  private static final long MINUTES = TimeUnit.DAYS.toMinutes(365);

  /** Deliveries that wait. */
  static final long BACKLOG = 100_000;

  /** Copies in one statement. */
  private static final int AT_ONCE = 100;

  private static final int DISCARDED_OF = 997;
  private static final int PER_BATCH = 200;
  private static final List<String> LINKS = List.of("patient_link", "patient_identity");

  private final Grown rows;
  private final GrownStore.Size size;
  private final long told;
  private final long from = System.currentTimeMillis() - YEAR;

  /**
   * On a store with seeds.
   *
   * @param told events that were told of the year, by messages 1 and on
   */
  Growth(Grown rows, GrownStore.Size size, long told) {
    this.rows = rows;
    this.size = size;
    this.told = told;
  }

  void grow(Consumer<String> say) throws SQLException {
    messages();
    say.accept("messages");
    // what the hub itself told has later ids than the year
    long last =
        rows.number("select max(event_id) from measure_event_version v where v.source = 'year'");
    long copies = Math.max(1, Math.round((double) size.events() / told));
    events(last, copies);
    say.accept("events");
    settlements(last, copies);
    say.accept("reconciliation");
    recognition();
    deliveries();
    say.accept("deliveries");
    incidents();
    unmapped();
    tallies();
    rows.run("delete from indicator_dirty");
    rows.run("delete from indicator_mark");
    rows.run("delete from indicator_block");
    rows.run("update indicator_turn set seeded = 0");
    for (String table :
        List.of(
            "message",
            "message_block",
            "measure_event",
            "delivery",
            "reconciliation_case",
            "alert_incident",
            "alert_entry")) {
      rows.moveIds(table);
    }
    say.accept("tallies");
    rows.settle();
    say.accept("statistics");
  }

  /** Copies of what was normalized or ignored; ids and times ascend together. */
  private void messages() throws SQLException {
    rows.dropIndexes("message");
    rows.run(
        "update message set received_at = %d + id, normalized_at = %d + id + 40"
            .formatted(from, from));
    long blocks = rows.number("select max(id) from message_block") + 1;
    String seeds = " and t.state in ('NORMALIZED', 'IGNORED')";
    long each =
        rows.number("select count(*) from message t where t.id <= " + SeedHub.MESSAGES + seeds);
    long copies = size.messages() / each;
    String shift = "(%d + (n.i - 1) * %d)".formatted(OWN, SeedHub.MESSAGES);
    String received =
        "%d + (t.id + %s) * %d / %d"
            .formatted(from + OWN, shift, YEAR - OWN, OWN + copies * SeedHub.MESSAGES);
    // as many in one statement as leave its journal small
    for (long first = 1; first <= copies; first += AT_ONCE) {
      String numbers = numbers(first, Math.min(copies, first + AT_ONCE - 1));
      rows.copy(
          "message",
          Map.of(
              "id",
              "t.id + " + shift,
              "control_id",
              "t.control_id || '-' || n.i",
              "content_hash",
              "t.content_hash + n.i",
              "block_id",
              "t.block_id + n.i * " + blocks,
              "received_at",
              received,
              "normalized_at",
              received + " + 40"),
          numbers + " cross join message t where t.id <= " + SeedHub.MESSAGES + seeds);
      rows.copy(
          "message_block",
          Map.of("id", "t.id + n.i * " + blocks, "created_at", from + " + n.i"),
          numbers
              + " cross join message_block t where t.id in (select block_id from message where id"
              + " <= "
              + SeedHub.MESSAGES
              + ")");
    }
    rows.index();
  }

  /** Numbers of copies, the outer loop of what follows: so new rows come in the order of ids. */
  private static String numbers(long first, long last) {
    return "from (with recursive k(i) as (select cast("
        + first
        + " as bigint) union all select i + 1 from k where i < "
        + last
        + ") select i from k) n";
  }

  private void events(long last, long copies) throws SQLException {
    for (String table : List.of("measure_event", "measure_event_version")) {
      rows.dropIndexes(table);
    }
    for (long copy = 1; copy < copies; copy++) {
      long shift = copy * (last + OWN);
      String suffix = " || '-" + copy + "'";
      rows.copy(
          "measure_event",
          Map.of(
              "id", "t.id + " + shift,
              "business_key", "t.business_key" + suffix,
              "patient", "t.patient" + suffix,
              "person", "t.person" + suffix),
          "from measure_event t where t.id <= " + last + " order by t.id");
      rows.copy(
          "measure_event_version",
          Map.of(
              "event_id", "t.event_id + " + shift,
              "message_id", "t.message_id + " + copy * told,
              "patient", "t.patient" + suffix),
          "from measure_event_version t where t.event_id <= "
              + last
              + " order by t.event_id, t.message_id");
      rows.copy(
          LINKS.get(0),
          Map.of("old_patient", "t.old_patient" + suffix, "patient", "t.patient" + suffix),
          "from patient_link t where t.patient not like '%-%'");
    }
    rows.index();
  }

  private void settlements(long last, long copies) throws SQLException {
    List<String> tables = List.of("settlement_record", "settlement_link", "reconciliation_case");
    for (String table : tables) {
      rows.dropIndexes(table);
    }
    long cases = rows.number("select coalesce(max(id), 0) from reconciliation_case") + OWN;
    for (long copy = 1; copy < copies; copy++) {
      long shift = copy * (last + OWN);
      String suffix = " || '-" + copy + "'";
      rows.copy(
          tables.get(0),
          Map.of(
              "event_id", "t.event_id + " + shift,
              "case_id", "t.case_id + " + copy * cases,
              "number", "t.number" + suffix,
              "visit_group", "t.visit_group" + suffix,
              "person_group", "t.person_group" + suffix),
          "from settlement_record t where t.event_id <= " + last);
      rows.copy(
          tables.get(1),
          Map.of("event_id", "t.event_id + " + shift, "token", "t.token" + suffix),
          "from settlement_link t where t.event_id <= " + last);
      rows.copy(
          tables.get(2),
          Map.of("id", "t.id + " + copy * cases),
          "from reconciliation_case t where t.id < " + cases);
    }
    rows.run(
        "update reconciliation_figure set n = n * %1$d, fen = fen * %1$d, insurance = insurance * %1$d,"
                .formatted(copies)
            + " fee = fee * %1$d, billed_n = billed_n * %1$d, billed = billed * %1$d"
                .formatted(copies));
    rows.index();
  }

  /** Of each report of the year what the hub judged of one that it heard of; orders looked at. */
  private void recognition() throws SQLException {
    long seed = rows.number("select min(event_id) from recognition_report");
    rows.copy(
        "recognition_report",
        Map.of(
            "event_id", "e.id",
            "version", "e.version",
            "report_key", "e.type || ':' || e.facility || ':' || e.business_key",
            "person", "e.person",
            "status", "e.status",
            "reported_at", "e.occurred_at",
            "expires_at", "case when e.id % 4 = 0 then null else e.occurred_at + 7776000000 end",
            "judged_at", "e.recorded_at"),
        "from measure_event e cross join (select * from recognition_report where event_id = "
            + seed
            + ") t where e.type = 'result.issued' and e.status <> 'PENDING'"
            + " and e.id not in (select event_id from recognition_report)");
    rows.run(
        "insert into recognition_check (event_id, ordered_at, state, candidates, unknown,"
            + " checked_at) select e.id, e.occurred_at, case when e.id % 3 = 0 then 'PROMPTED' else"
            + " 'NONE' end, case when e.id % 3 = 0 then 1 else 0 end, 0, e.recorded_at from"
            + " measure_event e where e.type = 'exam.ordered' and e.status = 'ACTIVE' and e.id not"
            + " in (select event_id from recognition_check)");
  }

  private void deliveries() throws SQLException {
    rows.dropIndexes("delivery");
    long newest = rows.number("select max(id) from measure_event");
    long events = rows.number("select count(*) from measure_event");
    // of the last ones so many that the backlog is as long as it should be
    long waiting = newest - Math.min(newest, Math.min(BACKLOG, events / 10));
    made("DELIVERED", "e.id <= %d and e.id %% %d <> 0".formatted(waiting, DISCARDED_OF));
    made("DISCARDED", "e.id <= %d and e.id %% %d = 0".formatted(waiting, DISCARDED_OF));
    made("AVAILABLE", "e.id > " + waiting);
    rows.index();
    rows.run(
        "delete from delivery_batch where batch_no not in (select min(batch_no) from"
            + " delivery_batch)");
    long batches = rows.number("select max(event_id) from delivery") / PER_BATCH;
    rows.copy(
        "delivery_batch",
        Map.of("batch_no", "t.batch_no || '-' || i"),
        "from (with recursive n(i) as (select 0 union all select i + 1 from n where i < "
            + batches
            + ") select i from n) n cross join (select * from delivery_batch) t");
  }

  private void made(String state, String where) throws SQLException {
    long seed = rows.number("select min(id) from delivery where state = '" + state + "'");
    rows.copy(
        "delivery",
        Map.of(
            "id", "e.id + 1000000",
            "destination",
                "case when e.type = 'result.issued' and t.state = 'DELIVERED' then '%s' else '%s' end"
                    .formatted(SeedHub.RECOGNITION, SeedHub.PLATFORM),
            "event_id", "e.id",
            "version", "e.version",
            "created_at", "e.recorded_at + 100",
            "next_attempt_at", "e.recorded_at + 100",
            "done_at", "case when t.done_at is null then null else e.recorded_at + 2100 end",
            "batch_no", "t.batch_no || '-' || (e.id / %d)".formatted(PER_BATCH),
            "cancels", "case when e.status = 'VOID' then 1 else 0 end"),
        "from measure_event e cross join (select * from delivery where id = %d) t where e.status <> 'PENDING' and %s and e.id not in (select event_id from delivery where id < 1000000)"
            .formatted(seed, where));
  }

  /** Past ones of a year, and forty that last. */
  private void incidents() throws SQLException {
    String numbers =
        "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i <"
            + " 20000)";
    rows.run(
        String.format(
            Locale.ROOT,
            "insert into alert_incident (id, rule, subject, severity, state, opened_at, last_at,"
                + " resolved_at, times, value, threshold) %s select 1000000 + i, 'bench-' || (i %%"
                + " 12), 'subject-' || i, 'WARNING', case when i > 19960 then 'OPEN' else"
                + " 'RESOLVED' end, %2$d + i * 1500000, %2$d + i * 1500000 + 600000, case when i >"
                + " 19960 then null else %2$d + i * 1500000 + 600000 end, 1, 12, 10 from n",
            numbers,
            from));
    rows.run(
        String.format(
            Locale.ROOT,
            "insert into alert_entry (id, incident, at, what, who, text) select id, id, opened_at,"
                + " 'OPENED', '', '' from alert_incident where id >= 1000000"));
  }

  /** Four hundred codes, each in five hundred messages. */
  private void unmapped() throws SQLException {
    rows.run(
        "insert into unmapped_code (type, attribute, source, code, messages, first_seen, last_seen)"
            + " with recursive n(i) as (select 1 union all select i + 1 from n where i < 400)"
            + " select 'visit.registered', 'departmentCode', 'his' || (i % 4), 'X' || i, 500, "
            + from
            + ", "
            + (from + YEAR)
            + " from n");
    rows.run(
        "insert into unmapped_message (type, attribute, source, code, message_id)"
            + " with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)"
            + " select c.type, c.attribute, c.source, c.code, i * 7 + "
            + OWN
            + " from unmapped_code c cross join n where c.messages = 500");
  }

  /**
   * Totals are those of the rows; minutes have what an even year would have, which is nothing in
   * most minutes of what is rare.
   */
  private void tallies() throws SQLException {
    rows.run("delete from tally where room in ('journal', 'facts', 'delivery')");
    total("journal", "'received'", "source", "message");
    total("journal", "lower(state)", "source", "message where state <> 'RECEIVED'");
    total("facts", "lower(status)", "type", "measure_event where status <> 'PENDING'");
    total("delivery", "'made'", "destination", "delivery");
    total(
        "delivery",
        "lower(state)",
        "destination",
        "delivery where state in ('DELIVERED', 'DISCARDED', 'SUPERSEDED')");
    rows.run(
        String.format(
            Locale.ROOT,
            "insert into tally (minute, room, what, who, n) with recursive m(i) as (select cast(0"
                + " as bigint) union all select i + 1 from m where i < %d) select %d + i * 60000,"
                + " t.room, t.what, t.who, t.n / %d + 1 from m cross join (select room, what, who,"
                + " n from tally where minute = 0 and n > 0 and room in ('journal', 'facts',"
                + " 'delivery')) t where m.i %% (%d / t.n + 1) = 0",
            MINUTES - 1,
            from - Math.floorMod(from, 60_000L) + 60_000,
            MINUTES,
            MINUTES));
  }

  private void total(String room, String what, String who, String table) throws SQLException {
    rows.run(
        "insert into tally (minute, room, what, who, n) select 0, '%s', w, %s, count(*) from (select %s as w, %s from %s) t group by w, %s"
            .formatted(room, who, what, who, table, who));
  }
}
