package org.bianmin.hub.receive.view;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bianmin.hub.journal.ViewProperties;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The one connection to a hospital's database: read-only, opened by the first query of a read and
 * closed with it, so that a password that was changed is read anew and nothing stays open in
 * between. Not a pool: a pool that tries again by itself locks an account whose password is wrong.
 */
final class ViewConnections extends AbstractDataSource {

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String ORACLE = "jdbc:oracle:";

  private final String property;
  private final ViewProperties view;
  private final Driver driver;
  private final AtomicReference<Connection> connection = new AtomicReference<>();
  private volatile CompletableFuture<Connection> opening = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * Finds the driver.
   *
   * @param source id in {@code hub.sources}
   * @throws ViewProblem when there is none
   */
  ViewConnections(String source, ViewProperties view) {
    this.property = "hub.sources." + source + ".view";
    this.view = view;
    this.driver = view.driverJar() == null ? shipped() : fromJar();
  }

  private Driver shipped() {
    try {
      return DriverManager.getDriver(view.url());
    } catch (SQLException e) {
      throw new ViewProblem(
          property
              + ".url: the hub has no JDBC driver for "
              + scheme()
              + "; name the database's driver in "
              + property
              + ".driver-jar");
    }
  }

  private Driver fromJar() {
    Path jar = Path.of(view.driverJar());
    if (!Files.isReadable(jar) || Files.isDirectory(jar)) {
      throw new ViewProblem(
          property + ".driver-jar: no file that the hub can read; correct the path or its rights");
    }
    try {
      // stays open: the driver loads its classes as it needs them, and none of the hub's
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      for (Driver found : ServiceLoader.load(Driver.class, loader)) {
        if (found.acceptsURL(view.url())) {
          return found;
        }
      }
    } catch (MalformedURLException | SQLException | java.util.ServiceConfigurationError e) {
      throw new ViewProblem(
          property
              + ".driver-jar: its driver cannot be loaded ("
              + e.getClass().getSimpleName()
              + "); take the jar that the vendor made for this Java");
    }
    throw new ViewProblem(
        property
            + ".driver-jar: no driver in it takes "
            + scheme()
            + "; take the driver of that database, or correct "
            + property
            + ".url");
  }

  /** The part of the URL without hosts, names and passwords. */
  private String scheme() {
    String[] parts = view.url().split(":", 3);
    return parts.length < 2 ? "this URL" : parts[0] + ":" + parts[1];
  }

  /** The connection of this read; closing it only ends its transaction. */
  @Override
  public Connection getConnection() throws SQLException {
    if (connection.get() == null) {
      connection.set(open());
    }
    Connection open = connection.get();
    if (closed || open == null) {
      close();
      throw stopping();
    }
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                // locks and snapshots of the hospital's database are not held between two queries
                open.rollback();
                return null;
              }
              try {
                return method.invoke(open, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The account stands in " + property);
  }

  private static SQLException stopping() {
    return new SQLException("The hub is stopping", "57P01");
  }

  /** On a thread of its own: not every driver limits the time that it waits for an answer. */
  private Connection open() throws SQLException {
    Properties login = login();
    var opened = new CompletableFuture<Connection>();
    opening = opened;
    daemon(
        () -> {
          try {
            Connection late = connect(login);
            if (!opened.complete(late)) {
              late.close();
            }
          } catch (Throwable e) {
            opened.completeExceptionally(e);
          }
        });
    if (closed) {
      opened.completeExceptionally(stopping());
    }
    // ends it itself: one of time, driver and stop comes first, and all of them are told alike
    opened.orTimeout(view.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return opened.get();
    } catch (InterruptedException e) {
      if (!opened.completeExceptionally(e) && !opened.isCompletedExceptionally()) {
        // it came at the last moment, and nobody would close it
        JdbcUtils.closeConnection(opened.join());
      }
      Thread.currentThread().interrupt();
      throw stopping();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof TimeoutException) {
        throw new SQLException("no answer within " + view.timeout(), "08001");
      }
      if (cause instanceof SQLException refused) {
        throw refused;
      }
      throw cause instanceof RuntimeException broken ? broken : new IllegalStateException(cause);
    }
  }

  private void daemon(Runnable task) {
    Thread thread = new Thread(task, "view-connection " + property);
    thread.setDaemon(true);
    thread.start();
  }

  private Connection connect(Properties login) throws SQLException {
    Connection opened = driver.connect(view.url(), login);
    if (opened == null) {
      throw new SQLException("The driver does not take " + property + ".url");
    }
    try {
      limit(opened);
      opened.setReadOnly(true);
      opened.setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** A network that went silent ends the query a little after the query's own time. */
  private void limit(Connection opened) throws SQLException {
    Duration silence = view.timeout().multipliedBy(2);
    try {
      opened.setNetworkTimeout(Runnable::run, (int) Math.min(silence.toMillis(), 86_400_000));
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      logger.debug(property + ": the driver has no network time-out");
    }
  }

  private Properties login() throws SQLException {
    Properties login = new Properties();
    if (view.username() != null) {
      login.setProperty("user", view.username());
    }
    if (view.passwordFile() != null) {
      try {
        login.setProperty("password", Files.readString(Path.of(view.passwordFile())).strip());
      } catch (IOException e) {
        throw new ViewProblem(
            property + ".password-file cannot be read; correct the path or its rights");
      }
    }
    if (view.url().startsWith(POSTGRESQL)) {
      // keys are compared as the column has them, whatever its type
      login.setProperty("stringtype", "unspecified");
      login.setProperty("ApplicationName", "bianmin-hub");
      String seconds = String.valueOf(Math.max(1, view.timeout().toSeconds()));
      login.setProperty("connectTimeout", seconds);
      login.setProperty("loginTimeout", seconds);
      // the driver leaves a login that takes too long to itself; this one ends it
      login.setProperty("socketTimeout", seconds);
    } else if (view.url().startsWith(ORACLE)) {
      login.setProperty("oracle.net.CONNECT_TIMEOUT", "10000");
      login.setProperty("oracle.jdbc.ReadTimeout", String.valueOf(view.timeout().toMillis() * 2));
    }
    return login;
  }

  /** Ends the read: the next one opens a new connection. */
  void release() {
    Connection open = connection.getAndSet(null);
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        logger.debug(property + ": the connection was already gone");
      }
    }
  }

  /** For good, and at once: ends a read that is under way. */
  void close() {
    closed = true;
    opening.completeExceptionally(stopping());
    Connection open = connection.getAndSet(null);
    if (open != null) {
      daemon(
          () -> {
            try {
              open.abort(Runnable::run);
            } catch (SQLException | AbstractMethodError e) {
              logger.debug(property + ": the connection was already gone");
            }
          });
    }
  }
}
