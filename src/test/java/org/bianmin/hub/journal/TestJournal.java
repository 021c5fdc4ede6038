package org.bianmin.hub.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.TestStore;
import org.bianmin.hub.telemetry.MessageTraces;

/** The journal on a store, with a stand-in for the normalizer. */
final class TestJournal {

  static final RetentionProperties RETENTION = new RetentionProperties(Duration.ofDays(30));

  final InboundMessages messages;
  final MessageQueries queries;
  final Replays replays;
  final Commands commands;
  final RawBytes bytes;
  private final MessageStates states = new MessageStates();
  private final TestStore store;

  TestJournal(TestStore store) {
    this(store, InstantSource.system());
  }

  /** With a clock that says when blocks are committed. */
  TestJournal(TestStore store, InstantSource clock) {
    this.store = store;
    commands = new Commands(store.commits());
    messages =
        new InboundMessages(
            store.commits(),
            store.queries(),
            store.space(),
            MessageTraces.off(),
            Nodes.alone(),
            clock);
    queries = new MessageQueries(store.queries());
    bytes = new RawBytes(store.queries(), RETENTION, clock);
    replays = new Replays(queries, messages, commands, bytes);
  }

  TestJournal start() {
    store.commits().start();
    return this;
  }

  static NewMessage message(String controlId, String content) {
    return message(controlId, content.getBytes(StandardCharsets.UTF_8), null, null);
  }

  static NewMessage message(String controlId, byte[] raw, Parked parked, Long replayOf) {
    return new NewMessage(
        "his",
        "H001",
        MessageFormat.HL7V2,
        controlId,
        "ADT^A01",
        "UTF-8",
        1_760_000_000_000L,
        raw,
        parked,
        replayOf);
  }

  Receipt receive(NewMessage message) throws Exception {
    return messages.receive(message).get(60, TimeUnit.SECONDS);
  }

  /** All in one commit when called before the start. */
  List<CompletableFuture<Receipt>> submit(NewMessage... all) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (NewMessage message : all) {
      receipts.add(messages.receive(message));
    }
    return receipts;
  }

  static long id(CompletableFuture<Receipt> receipt) throws Exception {
    return receipt.get(60, TimeUnit.SECONDS).messageId();
  }

  MessageRow row(long id) {
    return queries.find(id).orElseThrow();
  }

  byte[] raw(long id) {
    return messages.raw(row(id)).orElseThrow();
  }

  /** What waits, until nothing more comes. */
  List<JournalRow> takeAll() throws InterruptedException {
    List<JournalRow> all = new ArrayList<>();
    List<JournalRow> rows = messages.waiting().take(1000, 50);
    while (!rows.isEmpty()) {
      all.addAll(rows);
      rows = messages.waiting().take(1000, 50);
    }
    return all;
  }

  void move(long id, MessageState state) {
    var change = new MessageStates.Change(id, "his", state, "map", "because", "PV1-19", "m1");
    commands.execute(
        session -> {
          states.write(session, List.of(change), 1_760_000_060_000L);
          return null;
        });
  }
}
