package org.bianmin.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;

class AuditTrailTest {

  private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");
  private static final AuditQueries.Selection ALL =
      new AuditQueries.Selection(null, null, null, null, null);

  @EachEngine
  void aTrailThatNobodyTouchedIsWhole(TestStore store) {
    Room room = new Room(store);
    assertThat(room.check()).isEqualTo(new AuditCheck.Finding(true, 0, null, null));

    for (int i = 0; i < 1_500; i++) {
      long unused = room.trail.asked(asked("message.reveal", "id=" + i));
    }

    assertThat(room.check()).isEqualTo(new AuditCheck.Finding(true, 1_500, null, null));
  }

  @EachEngine
  void actsAreListedNewestFirstWithTheirEnds(TestStore store) {
    Room room = new Room(store);
    Asked reveal = asked("message.reveal", "id=7");
    room.trail.ended(room.trail.asked(reveal), reveal, AuditEntry.DONE);
    Asked discard = new Asked("李四", "127.0.0.1", "delivery.discard", "id=8", "重复");
    room.trail.ended(room.trail.asked(discard), discard, AuditEntry.REFUSED);
    long open = room.trail.asked(asked("messages.other", ""));

    List<AuditQueries.Act> all = room.queries.page(ALL, null, 10);

    assertThat(all).extracting(AuditQueries.Act::outcome).containsExactly(null, "refused", "done");
    assertThat(all.get(1).entry().asked()).isEqualTo(discard);
    assertThat(all.get(2).entry().at()).isEqualTo(NOW.toEpochMilli());
    assertThat(room.queries.page(ALL, open, 1)).containsExactly(all.get(1));
    assertThat(room.find(null, "message", null)).containsExactly(all.get(2));
    assertThat(room.find("李四", null, null)).containsExactly(all.get(1));
    assertThat(room.find(null, null, "id=7")).containsExactly(all.get(2));
    assertThat(room.find(null, null, "id=9")).isEmpty();
  }

  @EachEngine
  void anEntryThatWasChangedIsNamed(TestStore store) {
    Room room = new Room(store).with(5);

    room.write("update audit_entry set who = 'nobody' where entry = 3");

    assertThat(room.check().whole()).isFalse();
    assertThat(room.check().brokenAt()).isEqualTo(3);
    assertThat(room.check().problem()).startsWith("entry 3: it was changed");
  }

  @EachEngine
  void anEntryThatMovedFromOneFieldToTheNextIsNamed(TestStore store) {
    Room room = new Room(store);
    long unused = room.trail.asked(new Asked("ab", "c", "a.b", "", ""));

    room.write("update audit_entry set who = 'a', address = 'bc' where entry = 1");

    assertThat(room.check().brokenAt()).isEqualTo(1);
  }

  @EachEngine
  void anEntryThatWasRemovedIsNamed(TestStore store) {
    Room room = new Room(store).with(5);

    room.write("delete from audit_entry where entry = 2");

    assertThat(room.check().brokenAt()).isEqualTo(2);
    assertThat(room.check().problem()).contains("removed");
  }

  @EachEngine
  void aTrailWhoseEndWasCutOffIsNotWhole(TestStore store) {
    Room room = new Room(store).with(5);

    room.write("delete from audit_entry where entry > 3");

    assertThat(room.check().brokenAt()).isEqualTo(4);
    assertThat(room.check().problem()).contains("cut off");
  }

  /** Whoever can write the table can make its end fit; what stands outside of the store tells. */
  @EachEngine
  void aTrailWhoseEndWasCutOffAndMadeToFitIsNotWhole(TestStore store) {
    Room room = new Room(store).with(5);

    room.write("delete from audit_entry where entry > 3");
    room.write(
        "update audit_head set entry = 3, mac = (select mac from audit_entry where entry = 3)");

    assertThat(room.check().brokenAt()).isEqualTo(4);
    assertThat(room.check().problem()).contains("this node wrote up to entry 5");
  }

  /** However much is written afterwards, and by a hub that was started anew. */
  @EachEngine
  void anEndThatWasCutOffIsNotForgottenOverWhatIsWrittenLater(TestStore store) {
    Room room = new Room(store).with(5);
    room.write("delete from audit_entry where entry > 3");
    room.write(
        "update audit_head set entry = 3, mac = (select mac from audit_entry where entry = 3)");

    Room started = new Room(store, room.commands).with(4);

    assertThat(started.check().whole()).isFalse();
    assertThat(started.check().problem()).contains("is not the one that this node wrote");
    assertThat(room.with(2).check().whole()).isFalse();
  }

  @EachEngine
  void aKeyThatDoesNotFitTheEndIsNoticed(TestStore store) throws IOException {
    Room room = new Room(store);
    assertThat(room.keys(store).fits()).isTrue();
    room.with(2);
    assertThat(room.keys(store).fits()).isTrue();

    Files.delete(store.folder().keys().resolve("audit.key"));

    assertThat(room.keys(store).fits()).isFalse();
  }

  @EachEngine
  void anEndThatAnotherKeyWroteAnewIsNotWhole(TestStore store) throws IOException {
    Room room = new Room(store).with(3);
    Path key = store.folder().keys().resolve("audit.key");
    byte[] kept = Files.readAllBytes(key);
    Files.delete(key);
    Room forger = new Room(store, room.commands);
    room.write("delete from audit_entry where entry = 3");
    room.write(
        "update audit_head set entry = 2, mac = (select mac from audit_entry where entry = 2)");
    long unused = forger.trail.asked(asked("message.replay", "id=1"));
    Files.write(key, kept);

    assertThat(room.check().brokenAt()).isEqualTo(3);
  }

  @EachEngine
  void manyAtATimeAndTwoNodesMakeOneChain(TestStore store) {
    List<Room> rooms = new ArrayList<>(List.of(new Room(store)));
    if (store.postgres()) {
      TestStore second = store.another();
      store.beforeClose(second::close);
      rooms.add(new Room(second));
    }
    ExecutorService people = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            Asked asked = asked("message.reveal", "id=" + i);
                            AuditTrail trail = rooms.get(i % rooms.size()).trail;
                            trail.ended(trail.asked(asked), asked, AuditEntry.DONE);
                          },
                          people))
              .toList();
      all.forEach(CompletableFuture::join);
    } finally {
      people.shutdown();
    }

    assertThat(rooms.get(0).check()).isEqualTo(new AuditCheck.Finding(true, 800, null, null));
  }

  @EachEngine
  void nothingIsAskedForWhereItCannotBeWritten(TestStore store) {
    Room room = new Room(store).with(1);
    store.commits().close();

    assertThatThrownBy(() -> room.trail.asked(asked("message.reveal", "id=1")))
        .isInstanceOf(StoreUnavailable.class);
  }

  private static Asked asked(String act, String object) {
    return new Asked("张三", "127.0.0.1", act, object, "核对映射");
  }

  /** The room as the hub puts it together. */
  private static final class Room {
    final Commands commands;
    final AuditTrail trail;
    final AuditQueries queries;
    final AuditCheck check;

    Room(TestStore store) {
      this(store, Commands.atEnd("audit", store.commits()));
      store.commits().start();
    }

    Room(TestStore store, Commands commands) {
      this.commands = commands;
      AuditChain chain = new AuditChain(store.folder());
      AuditWitness witness = new AuditWitness(store.folder());
      trail = new AuditTrail(commands, chain, witness, Clock.fixed(NOW, ZoneOffset.UTC));
      queries = new AuditQueries(store.queries());
      check = new AuditCheck(store.queries(), chain, witness);
    }

    Room with(int entries) {
      for (int i = 0; i < entries; i++) {
        long unused = trail.asked(asked("message.reveal", "id=" + i));
      }
      return this;
    }

    List<AuditQueries.Act> find(String who, String act, String object) {
      return queries.page(new AuditQueries.Selection(who, act, object, null, null), null, 10);
    }

    AuditKeyCheck keys(TestStore store) {
      return new AuditKeyCheck(store.queries(), new AuditChain(store.folder()));
    }

    AuditCheck.Finding check() {
      return check.check();
    }

    void write(String sql) {
      int changed = commands.execute(session -> session.prepare(sql).executeUpdate());
      assertThat(changed).isPositive();
    }
  }
}
