package org.bianmin.hub.trial;

/** Writes the ADT steps of a journey (HL7 v2.5.1, chapter 3). */
final class Adt {

  private final Journey journey;
  private final Sender sender;

  Adt(Journey journey, Sender sender) {
    this.journey = journey;
    this.sender = sender;
  }

  /** Plans {@code ADT^<trigger>} with EVN, PID and the visit as it stands then. */
  void say(int minutes, String trigger, String what, Visit visit) {
    say(minutes, trigger, what, journey.person, "", visit.pv1());
  }

  /** As above, with the time of the event itself (EVN-6) where it differs from the recording. */
  void sayOf(int minutes, String trigger, String what, Visit visit, String eventTime) {
    say(minutes, trigger, what, journey.person, eventTime, visit.pv1());
  }

  void say(int minutes, String trigger, String what, Person person, String eventTime, String tail) {
    String evn = evn(trigger, journey.stamp(minutes), eventTime);
    journey.say(
        minutes,
        sender,
        "ADT^" + trigger + "^" + structure(trigger),
        what,
        () -> evn + person.pid() + tail);
  }

  static String evn(String trigger, String recorded, String eventTime) {
    SegmentWriter evn = SegmentWriter.of("EVN").set(1, trigger).set(2, recorded);
    return eventTime.isEmpty() ? evn.end() : evn.set(6, eventTime).end();
  }

  /** Message structure of a trigger (HL7 table 0354). */
  private static String structure(String trigger) {
    return switch (trigger) {
      case "A02" -> "ADT_A02";
      case "A03" -> "ADT_A03";
      case "A11" -> "ADT_A09";
      case "A12" -> "ADT_A12";
      case "A16" -> "ADT_A16";
      case "A31" -> "ADT_A05";
      case "A40" -> "ADT_A39";
      default -> "ADT_A01";
    };
  }
}
