package org.bianmin.hub.settlement;

import java.time.Duration;
import java.time.LocalDate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Reconciliation (对账).
 *
 * @param enabled whether settlements, payments and refunds are reconciled
 * @param lateAfter how long after a payment a settlement that agrees is still in time; also {@code
 *     late} is one on another business day
 * @param unsettledAfter how long a payment may wait for its settlement, and a settlement for its
 *     payment, before it is a difference; a payment that waits longer raises an alert
 * @param differenceLimit fen: an alert is raised when the open differences of a business day come
 *     to more
 * @param since first day, for example 2026-11-01, of which facts are reconciled that the hub knew
 *     before it reconciled; what is told later counts whatever its day. Left out: seven days before
 *     the first start that reconciles
 */
@ConfigurationProperties("hub.settlement")
public record SettlementProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("30m") Duration lateAfter,
    @DefaultValue("15m") Duration unsettledAfter,
    @DefaultValue("100000") long differenceLimit,
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate since) {

  public SettlementProperties {
    require(lateAfter, "late-after", "30m");
    require(unsettledAfter, "unsettled-after", "15m");
    if (differenceLimit < 0) {
      throw new IllegalArgumentException(
          "hub.settlement.difference-limit is fen from 0, for example 100000");
    }
  }

  private static void require(Duration duration, String name, String example) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "hub.settlement." + name + " is not below 0, for example " + example);
    }
  }
}
