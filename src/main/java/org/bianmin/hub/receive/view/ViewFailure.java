package org.bianmin.hub.receive.view;

import java.sql.SQLException;
import org.bianmin.hub.store.StoreUnavailable;

/**
 * Why a view cannot be read, and what helps. Texts of databases may quote rows, so they are shown
 * only where they speak of logins, networks and names.
 */
final class ViewFailure {

  private ViewFailure() {}

  /**
   * The reason, in one line.
   *
   * @param property where the source's settings stand
   * @param url tells the database's dialect
   */
  static String reason(Throwable failure, String property, String url) {
    SQLException sql = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ViewProblem) {
        return cause.getMessage();
      }
      if (cause instanceof StoreUnavailable) {
        return "the hub's own store takes nothing at the moment";
      }
      if (cause instanceof SQLException found) {
        sql = found;
      }
    }
    if (sql == null) {
      return "an error of the hub (" + failure.getClass().getName() + ")";
    }
    return reason(sql, property, url.startsWith("jdbc:postgresql:"));
  }

  /**
   * Where an error of the hub happened, without the texts of it and of its causes, which may quote
   * a row; null for a failure that {@link #reason} explains.
   */
  static Throwable trace(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ViewProblem
          || cause instanceof StoreUnavailable
          || cause instanceof SQLException) {
        return null;
      }
    }
    return new Trace(failure);
  }

  private static final class Trace extends Exception {
    private static final long serialVersionUID = 1L;

    Trace(Throwable failure) {
      super(
          failure.getClass().getName(),
          failure.getCause() == null ? null : new Trace(failure.getCause()));
      setStackTrace(failure.getStackTrace());
    }
  }

  private static String reason(SQLException sql, String property, boolean postgresql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    if (state.equals("57014") || sql instanceof java.sql.SQLTimeoutException) {
      return "a query took longer than "
          + property
          + ".timeout; have the columns of watermark and window indexed, or raise it";
    }
    return switch (kind) {
      case "08", "57" ->
          "the database cannot be reached ("
              + line(sql)
              + "); check "
              + property
              + ".url and the network";
      case "28" ->
          "the database refuses the login ("
              + line(sql)
              + "); check "
              + property
              + ".username and .password-file";
      case "25" -> "the query tries to write, and the connection only reads; correct the query";
      case "42" ->
          "the database does not take the query ("
              // other databases count values that do not fit among what is wrong with a query
              + (postgresql ? line(sql) : "error " + sql.getErrorCode())
              + "); correct the view's file, or have the account granted SELECT";
      default ->
          "the database answers SQLSTATE "
              + (state.isEmpty() ? "?" : state)
              + ", error "
              + sql.getErrorCode()
              + "; look it up in the database's manual, see docs/views.md";
    };
  }

  private static String line(SQLException sql) {
    return String.valueOf(sql.getMessage()).lines().findFirst().orElse("").strip();
  }
}
