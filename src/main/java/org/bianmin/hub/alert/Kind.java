package org.bianmin.hub.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule watches. A rule fires from its threshold on; where less is worse, down to it. */
public enum Kind {
  /** Deliveries that wait, by destination. */
  QUEUE_DEPTH,
  /** Minutes the oldest waiting delivery has waited, by destination. */
  DELIVERY_AGE,
  /** Minutes the oldest waiting message has waited to be normalized; subject {@code hub}. */
  MESSAGE_AGE,
  /** Minutes since the last message, by source; counted within the hours of the calendar. */
  SOURCE_IDLE,
  /** Minutes since deliveries were paused, by destination. */
  DESTINATION_PAUSED,
  /** Deliveries given up within the last hour, by destination. */
  REJECTIONS,
  /** Messages that are parked, by source. */
  PARKED,
  /** Codes that no table has, by source. */
  UNMAPPED_CODES,
  /** Percent of the disk of {@code hub.data} that is free; subject {@code hub.data}. */
  DISK_LEFT,
  /** 1 while the conservation check does not hold; subject {@code hub}. */
  CONSERVATION_BROKEN,
  /** Alerts of the reconciliation that last, by facility. */
  RECONCILIATION,
  /** Scopes of mutual recognition that end soon or have ended; subject {@code recognition}. */
  SCOPES_EXPIRING,
  /** Days of indicators that wait to be built; subject {@code indicators}. */
  INDICATOR_DAYS,
  /** Hours until a report is due that was not sent; subject is the report. */
  REPORT_DUE,
  /** Minutes for which a destination has not answered or nobody is connected to a source. */
  CONNECTION_DOWN,
  /** Percent of the answers of the last 15 minutes that refused a message, by source. */
  ERROR_ANSWERS,
  /** Days for which the certificate of a destination or channel is still good. */
  CERTIFICATE_DAYS;

  /** As rules and API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Kind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }

  /** Whether a figure is bad by this measure. */
  boolean reached(double value, double threshold) {
    boolean lessIsWorse = this == DISK_LEFT || this == REPORT_DUE || this == CERTIFICATE_DAYS;
    return lessIsWorse ? value <= threshold : value >= threshold;
  }
}
