package org.bianmin.hub.access;

import java.util.Locale;

/** What a person may do; each request of console and API needs one. */
public enum Permission {
  /** What every signed-in person may: own password, sign-out. */
  OWN,
  /** Sees messages, events, deliveries and alerts; nothing that names a patient. */
  LOOK,
  /** Sees raw messages and searches for a patient. */
  REVEAL,
  /** Replays, releases, retries, pauses, acknowledges. */
  OPERATE,
  /** Changes what the hub goes by: mappings, rules. */
  CONFIGURE,
  /** Sees the state of the machine and its settings. */
  SYSTEM,
  /** Sees settlements and payments. */
  MONEY,
  /** Works on differences, closes days. */
  MONEY_WORK,
  /** Sees indicators and reports. */
  FIGURES,
  /** Cuts, comments and reviews reports. */
  REPORT,
  /** Signs reports off and sends them. */
  SIGN,
  /** Reads the audit trail. */
  AUDIT,
  /** Manages users, roles and tokens. */
  USERS;

  /** As settings, files and texts write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
