package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;

/**
 * What one message told, ready to be stored: with pseudonyms for patients and attributes as text.
 * Both take longer than the rows themselves, so they are made before the one writer's turn.
 */
public final class Prepared {

  /** What it says about one fact. */
  record Said(EventKey key, Version version, String attributes) {}

  final SourceRef source;
  final boolean again;
  final List<Said> said;
  final List<PatientLinks.Link> links;

  Prepared(MeasureEvents.Told told, Pseudonyms pseudonyms) {
    this.source = told.source();
    this.again = told.again();
    this.said = new ArrayList<>(told.assertions().size());
    for (Assertion assertion : told.assertions()) {
      said.add(
          new Said(
              assertion.key(),
              version(assertion, pseudonyms),
              Attributes.write(assertion.attributes())));
    }
    this.links = new ArrayList<>(told.links().size());
    for (PatientLink link : told.links()) {
      links.add(link(link, pseudonyms));
    }
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
        assertion.attributes());
  }

  private static PatientLinks.Link link(PatientLink link, Pseudonyms pseudonyms) {
    SourceRef source = link.source();
    return new PatientLinks.Link(
        pseudonyms.of(link.old()),
        source.source(),
        source.recordedAt(),
        source.tie(),
        source.reading(),
        pseudonyms.of(link.current()));
  }
}
