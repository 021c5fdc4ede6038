package org.bianmin.hub.event;

/** What a message says about names of one thing: two identifiers of a person, or a moved visit. */
public sealed interface Link permits PatientLink, VisitMove {

  /** Who says it, and when. */
  SourceRef source();
}
