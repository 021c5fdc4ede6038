package org.bianmin.hub.receive.view;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;

/** A driver that gives up a connection after a while. */
final class SlowDriver implements Driver {

  static final String URL = "jdbc:slow:his";
  static final Duration TIME = Duration.ofMillis(300);

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    long end = System.nanoTime() + TIME.toNanos();
    for (long left = TIME.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    throw new SQLException("Connection attempt timed out.", "08001");
  }

  @Override
  public boolean acceptsURL(String url) {
    return URL.equals(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(SlowDriver.class.getName());
  }
}
