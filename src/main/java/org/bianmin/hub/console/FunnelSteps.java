package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.recognition.figures.Funnel;

/** What became of reports and of orders, step by step. */
record FunnelSteps(List<Step> reports, List<Step> orders) {

  /** Width of a bar that is as long as the first. */
  private static final double WHOLE = 100;

  /**
   * A step.
   *
   * @param name what is counted; the messages have its words under {@code recognition.step.}
   * @param width of its bar from 0 to 100, null where it counts something else than the first
   */
  record Step(String name, long n, Double width) {}

  static FunnelSteps of(Funnel funnel) {
    return new FunnelSteps(
        List.of(
            step("reports", funnel.reports(), funnel.reports()),
            step("published", funnel.published(), funnel.reports()),
            step("recognisable", funnel.recognisableReports(), funnel.reports()),
            new Step("items", funnel.recognisableItems(), null)),
        List.of(
            step("orders", funnel.orders(), funnel.orders()),
            step("offered", funnel.offered(), funnel.orders()),
            step("prompts", funnel.prompts(), funnel.orders()),
            step("views", funnel.views(), funnel.orders()),
            step("recognised", funnel.recognised(), funnel.orders()),
            step("quoted", funnel.quoted(), funnel.orders()),
            step("declined", funnel.declined(), funnel.orders())));
  }

  private static Step step(String name, long n, long first) {
    return new Step(name, n, first == 0 ? 0 : Math.min(WHOLE, WHOLE * n / first));
  }
}
