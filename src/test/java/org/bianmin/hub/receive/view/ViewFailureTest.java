package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import org.junit.jupiter.api.Test;

/** What the log says of a view that cannot be read, and that it quotes no row. */
class ViewFailureTest {

  private static final String SETTINGS = "hub.sources.his.view";

  @Test
  void quotesTheTextOfARefusedQueryOnlyWhereItHoldsNamesOnly() {
    var unknown = new SQLException("ERROR: relation \"settle\" does not exist", "42P01");
    var number =
        new SQLSyntaxErrorException("ORA-01722: unable to convert '张三' to number", "42000", 1722);

    assertThat(ViewFailure.reason(unknown, SETTINGS, "jdbc:postgresql://db/his"))
        .contains("does not take the query (ERROR: relation \"settle\" does not exist)");
    assertThat(ViewFailure.reason(number, SETTINGS, "jdbc:oracle:thin:@//db/his"))
        .contains("does not take the query (error 1722)")
        .doesNotContain("张三");
  }

  @Test
  void showsWhereAnErrorOfTheHubHappenedWithoutItsText() {
    var cause = new ArithmeticException("张三");
    var failure = new IllegalStateException("row of 张三", cause);

    Throwable trace = ViewFailure.trace(failure);

    assertThat(trace.getMessage()).isEqualTo("java.lang.IllegalStateException");
    assertThat(trace.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(trace.getCause().getMessage()).isEqualTo("java.lang.ArithmeticException");
    assertThat(trace).hasStackTraceContaining("ViewFailureTest").hasNoSuppressedExceptions();
    assertThat(org.assertj.core.util.Throwables.getStackTrace(trace)).doesNotContain("张三");
    assertThat(ViewFailure.trace(new IllegalStateException(new SQLException("x")))).isNull();
  }
}
