package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.event.VisitMove;

/**
 * What one message told, ready to be stored: with pseudonyms for patients and attributes as text.
 * Both take longer than the rows themselves, so they are made before the one writer's turn.
 */
public final class Prepared {

  private static final String UNMAPPED = "\"$unmapped\"";

  /** What it says about one fact. */
  record Said(EventKey key, Version version, String attributes) {}

  /**
   * A visit that was moved.
   *
   * @param holder pseudonym of the patient whose facts name it so far
   * @param owner from its number to the pseudonym of its patient, or null
   */
  record Moved(String facility, Links.Link number, String holder, Links.Link owner) {}

  final SourceRef source;
  final boolean again;
  final List<Said> said;
  final Set<Unmapped> unmapped = new LinkedHashSet<>(0);
  final List<Links.Link> links = new ArrayList<>(0);
  final List<Moved> moves = new ArrayList<>(0);
  final List<Identities.Identified> identified = new ArrayList<>(0);

  /**
   * Makes it ready.
   *
   * @param seal null where identities are not kept
   */
  Prepared(MeasureEvents.Told told, Pseudonyms pseudonyms, IdentitySeal seal) {
    this.source = told.source();
    this.again = told.again();
    this.said = new ArrayList<>(told.assertions().size());
    unmapped.addAll(told.missing());
    for (Assertion assertion : told.assertions()) {
      String attributes = Attributes.write(assertion.attributes());
      if (attributes.contains(UNMAPPED)) {
        // looked for in what is at hand: nearly no message has one
        Unmapped.find(assertion, unmapped);
      }
      said.add(new Said(assertion.key(), version(assertion, pseudonyms), attributes));
    }
    for (Link link : told.links()) {
      if (link instanceof PatientLink patients) {
        String old = pseudonyms.of(patients.old());
        links.add(Links.Link.of(old, pseudonyms.of(patients.current()), patients.source()));
      } else if (link instanceof VisitMove move) {
        moves.add(moved(move, pseudonyms));
      }
    }
    if (seal != null) {
      for (ToldIdentity identity : told.identities()) {
        identified.add(identified(identity, pseudonyms, seal));
      }
    }
  }

  private static Identities.Identified identified(
      ToldIdentity told, Pseudonyms pseudonyms, IdentitySeal seal) {
    String patient = pseudonyms.of(told.patient());
    return new Identities.Identified(
        patient,
        pseudonyms.ofLegalId(told.identity().idType(), told.identity().id()),
        told.source().recordedAt(),
        told.source().tie(),
        seal.close(patient, told.identity()),
        told.source().messageId());
  }

  private static Version version(Assertion assertion, Pseudonyms pseudonyms) {
    SourceRef source = assertion.source();
    PatientId patient = assertion.patient();
    return new Version(
        source.source(),
        source.rank(),
        source.recordedAt(),
        source.tie(),
        source.reading(),
        source.messageId(),
        source.mapping(),
        assertion.action(),
        assertion.occurredAt(),
        patient == null ? null : pseudonyms.of(patient),
        assertion.attributes(),
        "");
  }

  private static Moved moved(VisitMove move, Pseudonyms pseudonyms) {
    String prefix = move.facility() + '/';
    String current = prefix + move.current();
    return new Moved(
        move.facility(),
        Links.Link.of(prefix + move.old(), current, move.source()),
        pseudonyms.of(move.holder()),
        move.owner() == null
            ? null
            : Links.Link.of(current, pseudonyms.of(move.owner()), move.source()));
  }
}
