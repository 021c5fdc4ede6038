package org.bianmin.hub.indicator.report;

import java.util.Locale;
import java.util.Set;

/** How far a report, or one revision of it, has come. */
public enum ReportState {
  /** Due, and not cut. */
  OPEN,
  /** Its values are frozen. */
  CUT,
  REVIEWED,
  SIGNED_OFF,
  /** On its way, or being looked at by the platform. */
  SUBMITTED,
  ACCEPTED,
  /** The platform wants it corrected. */
  RETURNED,
  /** A later revision was accepted in its place. */
  RESTATED,
  /** A person decided not to send it. */
  DECLINED,
  /** A later revision took its place before it was sent. */
  SUPERSEDED;

  /** With us: neither sent nor put aside. */
  static final Set<ReportState> IN_HAND = Set.of(CUT, REVIEWED, SIGNED_OFF);

  /** Somebody answers for it, and nothing has taken its place: what the institution says. */
  static final Set<ReportState> IN_FORCE = Set.of(SIGNED_OFF, SUBMITTED, ACCEPTED);

  /** The platform got it, or is getting it. */
  static final Set<ReportState> SENT = Set.of(SUBMITTED, ACCEPTED, RETURNED);

  /** As API and pages write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
