package org.bianmin.hub.wholeway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.journal.Replays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same messages in any order, sent twice, and replayed, leave the same facts and the same state
 * on the platform (architecture.md §2.3). Every run is a facility of its own in one hub.
 */
class StreamPropertyIT {

  @TempDir static Path data;
  private static WholeHub hub;
  private static Streams streams;

  @BeforeAll
  static void start() {
    hub =
        WholeHub.start(
            data,
            "--hub.sources.lis.transport=mllp",
            "--hub.sources.lis.host=127.0.0.1",
            "--hub.sources.lis.port=" + WholeHub.freePort(),
            "--hub.sources.lis.charset=GB18030",
            "--hub.sources.lis.rank=5",
            "--hub.sources.systems.transport=json",
            "--hub.console.open-loopback=true",
            "--hub.normalize.threads=2");
    streams = new Streams(hub, hub::awaitQuiet);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static LongStream seeds() {
    return LongForm.seeds(4, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsTheSameWhateverTheOrderAndHoweverOften(long seed) throws Exception {
    EndState inOrder = streams.inOrder("IN" + seed, seed);

    String facility = "SH" + seed;
    Random random = new Random(seed);
    List<StreamMessage> stream = Streams.stream(seed, facility);
    stream.addAll(some(stream, random));
    Collections.shuffle(stream, random);
    Replays replays = hub.bean(Replays.class);
    List<Long> ids = new ArrayList<>();
    for (List<StreamMessage> chunk : chunks(stream, random)) {
      ids.addAll(streams.receive(chunk, facility, null));
      // an operator replays what is there, in the middle of the traffic
      replays.replay(ids.get(random.nextInt(ids.size())));
    }
    streams.receive(some(stream, random), facility, ids.get(0));
    hub.awaitQuiet();
    for (long id : ids) {
      if (random.nextInt(4) == 0) {
        replays.replay(id);
      }
    }
    hub.awaitQuiet();

    streams.same(streams.state(facility, stream), inOrder);
  }

  private static List<StreamMessage> some(List<StreamMessage> stream, Random random) {
    return stream.stream().filter(message -> random.nextInt(5) == 0).toList();
  }

  private static List<List<StreamMessage>> chunks(List<StreamMessage> stream, Random random) {
    List<List<StreamMessage>> chunks = new ArrayList<>();
    for (int from = 0; from < stream.size(); ) {
      int to = Math.min(stream.size(), from + 1 + random.nextInt(120));
      chunks.add(stream.subList(from, to));
      from = to;
    }
    return chunks;
  }
}
