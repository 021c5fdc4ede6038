package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.event.Words;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** That a definition cannot be counted: it keeps no other from being shown. */
final class Failure {

  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  /**
   * Why, in words that quote no fact.
   *
   * @throws StoreUnavailable, DataAccessException as they are: they are of no single definition
   */
  static Words of(String indicator, RuntimeException e) {
    if (e instanceof StoreUnavailable || e instanceof DataAccessException) {
      throw e;
    }
    boolean told =
        (e instanceof IllegalArgumentException && !(e instanceof NumberFormatException))
            || e instanceof ArithmeticException;
    if (!told) {
      StackTraceElement[] at = e.getStackTrace();
      LOG.error(
          "Indicator {} cannot be counted; please report this: {} at {}",
          indicator,
          e.getClass().getName(),
          at.length == 0 ? "" : at[0]);
    }
    String reason = told ? e.getMessage() : e.getClass().getSimpleName();
    return new Words("无法计算：" + reason, "cannot be counted: " + reason);
  }
}
