package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.event.VisitMove;

/** A random stream of what messages tell, which can be told again for another facility. */
public final class ToldStream {

  /** Visits: facts of their own, and numbers in the keys of the others. */
  static final int VISITS = 4;

  /** Who holds the visits: what has a visit in its key only is found by its patient. */
  private static final int HOLDER = 0;

  /** Visits, two transfers each, and the cancels that name a visit only. */
  static final int FACTS = 4 * VISITS;

  static final int PATIENTS = 5;
  static final int LEGAL_IDS = 4;

  private static final String[] SOURCES = {"his", "lis", "view"};
  private static final int[] RANKS = {10, 10, 20};

  /** Readings of one message, in the order in which the journal lets them happen. */
  private record Message(List<Sketch> readings) {}

  private record Sketch(
      int id,
      int source,
      int rank,
      long recordedAt,
      int reading,
      List<Said> said,
      int[] link,
      int[] move) {}

  private record Said(
      int fact, Action action, Long occurredAt, Integer patient, Map<String, Object> attributes) {}

  private final Random random;
  private final long step;
  private final List<Message> messages = new ArrayList<>();

  ToldStream(long seed, int size) {
    this(seed, size, 1);
  }

  /**
   * A stream.
   *
   * @param step how far apart, in milliseconds, the three times are at which facts occur
   */
  public ToldStream(long seed, int size, long step) {
    this.step = step;
    random = new Random(seed);
    for (int i = 0; i < size; i++) {
      int source = random.nextInt(SOURCES.length);
      long recordedAt = 1000L + random.nextInt(8);
      int[] link = random.nextInt(5) == 0 ? new int[] {patient(), patient()} : null;
      int[] move =
          random.nextInt(8) == 0
              ? new int[] {random.nextInt(VISITS), random.nextInt(VISITS), HOLDER, patient()}
              : null;
      List<Sketch> readings = new ArrayList<>();
      int count = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
      for (int reading = 0; reading < count; reading++) {
        // newer tables may place a message elsewhere, a newer configuration rank its source anew
        boolean elsewhere = reading > 0 && random.nextInt(3) == 0;
        readings.add(
            new Sketch(
                i,
                source,
                elsewhere ? 5 + random.nextInt(20) : RANKS[source],
                elsewhere ? recordedAt + random.nextInt(5) : recordedAt,
                reading,
                said(),
                link,
                move));
      }
      messages.add(new Message(readings));
    }
  }

  private int patient() {
    return random.nextInt(PATIENTS);
  }

  private List<Said> said() {
    // half of what is said is of visits, so that each is told often enough to be corrected
    List<Integer> facts = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      facts.add(i);
    }
    Collections.shuffle(facts, random);
    facts.sort(java.util.Comparator.comparing(fact -> fact >= VISITS && random.nextBoolean()));
    List<Said> said = new ArrayList<>();
    for (int fact : facts.subList(0, random.nextInt(3))) {
      Action action =
          switch (random.nextInt(6)) {
            case 0 -> Action.VOID;
            case 1, 2 -> Action.AMEND;
            default -> Action.RECORD;
          };
      action = fact >= 3 * VISITS ? Action.VOID_LATEST : action;
      said.add(
          new Said(
              fact,
              action,
              random.nextBoolean() ? null : 500L + step * random.nextInt(3),
              fact >= VISITS ? (Integer) HOLDER : random.nextBoolean() ? null : (Integer) patient(),
              action == Action.VOID_LATEST ? Map.of() : attributes()));
    }
    return said;
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new HashMap<>();
    if (random.nextBoolean()) {
      attributes.put("dept", random.nextInt(4) == 0 ? null : "D" + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("amount", random.nextInt(5) == 0 ? null : (Object) (long) random.nextInt(9));
    }
    if (random.nextInt(2) == 0) {
      attributes.put("items", random.nextInt(6) == 0 ? null : group());
    }
    return attributes;
  }

  private Map<String, Object> group() {
    Map<String, Object> group = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      int choice = random.nextInt(4);
      if (choice == 0) {
        group.put("i" + i, null);
      } else if (choice < 3) {
        group.put(
            "i" + i, new HashMap<>(Map.of(Merge.POSITION, (long) i, "v", "x" + random.nextInt(3))));
      }
    }
    return group;
  }

  static EventKey key(String facility, int fact) {
    if (fact < VISITS) {
      return new EventKey(facility, "visit.registered", "V" + fact);
    }
    String visit = "V" + fact % VISITS;
    return new EventKey(
        facility,
        "transfer.made",
        fact < 2 * VISITS ? visit + "/a" : fact < 3 * VISITS ? visit + "/b" : visit);
  }

  /** All of it, each once, in the order of the messages. */
  public List<MeasureEvents.Told> straight(String facility, long firstId) {
    List<MeasureEvents.Told> told = new ArrayList<>();
    for (Message message : messages) {
      message.readings().forEach(sketch -> told.add(told(sketch, facility, firstId)));
    }
    return told;
  }

  /** All of it in another order, some of it more than once. */
  public List<MeasureEvents.Told> shuffled(String facility, long firstId, Random order) {
    List<Message> turns = new ArrayList<>();
    messages.forEach(message -> message.readings().forEach(sketch -> turns.add(message)));
    Collections.shuffle(turns, order);
    Map<Message, Integer> next = new HashMap<>();
    List<Sketch> sketches = new ArrayList<>();
    for (Message message : turns) {
      sketches.add(message.readings().get(next.merge(message, 1, Integer::sum) - 1));
    }
    for (int i = sketches.size() / 4; i > 0; i--) {
      int original = order.nextInt(sketches.size());
      int later = original + 1 + order.nextInt(sketches.size() - original);
      sketches.add(later, sketches.get(original));
    }
    List<MeasureEvents.Told> told = new ArrayList<>();
    sketches.forEach(sketch -> told.add(told(sketch, facility, firstId)));
    return told;
  }

  private static MeasureEvents.Told told(Sketch sketch, String facility, long firstId) {
    SourceRef source =
        new SourceRef(
            SOURCES[sketch.source()],
            sketch.rank(),
            sketch.recordedAt(),
            "T" + (sketch.id() % 3) + "~" + sketch.id(),
            firstId + sketch.id(),
            sketch.reading(),
            "m" + sketch.reading());
    List<Assertion> assertions = new ArrayList<>();
    for (Said said : sketch.said()) {
      assertions.add(
          new Assertion(
              key(facility, said.fact()),
              said.action(),
              source,
              said.occurredAt(),
              said.patient() == null ? null : new PatientId(facility, "P" + said.patient()),
              said.attributes()));
    }
    List<Link> links = new ArrayList<>();
    if (sketch.link() != null) {
      links.add(
          new PatientLink(
              person(facility, sketch.link()[0]), person(facility, sketch.link()[1]), source));
    }
    if (sketch.move() != null) {
      int[] move = sketch.move();
      links.add(
          new VisitMove(
              facility,
              "V" + move[0],
              "V" + move[1],
              person(facility, move[2]),
              move[3] == 0 ? person(facility, move[3]) : null,
              source));
    }
    // legal ids hang on the message, not on its reading: a replay tells them again
    return new MeasureEvents.Told(
        source, sketch.reading() > 0, assertions, links, identities(sketch, facility, source));
  }

  /** Every third message tells who one of the patients is; a patient may be told to be several. */
  private static List<ToldIdentity> identities(Sketch sketch, String facility, SourceRef source) {
    if (sketch.id() % 3 != 0) {
      return List.of();
    }
    String id = facility + "-L" + sketch.id() % LEGAL_IDS;
    return List.of(
        new ToldIdentity(
            person(facility, sketch.id() / 3 % PATIENTS),
            new PersonIdentity("03", id, null, null, null),
            source));
  }

  private static PatientId person(String facility, int patient) {
    return new PatientId(facility, "P" + patient);
  }
}
