package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaymentDayTest {

  private static final LocalDate DATE = LocalDate.of(2026, 11, 3);
  private static final HospitalDay DAY = new HospitalDay(7, DATE, "12340000485000000X", 400);

  private final List<Payment> payments = new PaymentDay(DAY).payments();
  private final Map<String, String> settled = settlements();

  @Test
  void paysMostSettlementsOnceAndToTheFen() {
    Map<String, List<Payment>> byOrder =
        payments.stream()
            .filter(payment -> !payment.isRefund())
            .collect(Collectors.groupingBy(Payment::order));
    long once =
        byOrder.entrySet().stream()
            .filter(order -> settled.containsKey(order.getKey()))
            .filter(order -> order.getValue().size() == 1)
            .filter(
                order ->
                    PaymentDay.yuan(order.getValue().get(0).fen())
                        .equals(settled.get(order.getKey())))
            .count();

    assertThat(once).isGreaterThan(settled.size() * 8L / 10);
  }

  @Test
  void hasEveryDifferenceThatFinanceHasWorkWith() {
    Set<String> paid =
        payments.stream()
            .filter(payment -> !payment.isRefund())
            .map(Payment::order)
            .collect(Collectors.toSet());
    Map<String, Long> times = new HashMap<>();
    payments.stream()
        .filter(payment -> !payment.isRefund())
        .forEach(payment -> times.merge(payment.order(), 1L, Long::sum));

    assertThat(settled.keySet()).as("settled, not paid").anyMatch(number -> !paid.contains(number));
    assertThat(paid).as("paid, not settled").anyMatch(order -> !settled.containsKey(order));
    assertThat(times.values()).as("paid twice").contains(2L);
    assertThat(payments)
        .as("given back in part")
        .anyMatch(payment -> payment.isRefund() && payment.fen() < payment.original().fen());
    assertThat(payments).as("notification lost").anyMatch(Payment::lost);
    assertThat(payments).as("insurance").anyMatch(payment -> payment.insuranceFen() > 0);
    assertThat(payments.stream().map(Payment::wallet)).contains("wechat", "alipay");
  }

  @Test
  void givesNoNumberTwice() {
    Set<String> numbers = new HashSet<>();
    assertThat(payments).allMatch(payment -> numbers.add(payment.wallet() + payment.number()));
  }

  /** Amount in yuan by number, without those paid in cash. */
  private static Map<String, String> settlements() {
    Map<String, String> settled = new HashMap<>();
    for (TrialMessage message : DAY) {
      if (message.what().equals("settlement")) {
        settled.put(PaymentDay.number(message), PaymentDay.field(message, 11));
      } else if (message.what().equals("cash-payment")) {
        settled.remove(PaymentDay.number(message));
      }
    }
    return settled;
  }
}
