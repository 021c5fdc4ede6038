package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import org.bianmin.hub.journal.ViewProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that the hub does not bring. */
class ViewConnectionsTest {

  private static final String NOBODY_LISTENS = "jdbc:postgresql://127.0.0.1:1/his";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void takesTheDriverFromTheJarThatIsNamed() throws URISyntaxException {
    Path jar =
        Path.of(
            org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

    var connections = new ViewConnections("his", view(NOBODY_LISTENS, jar.toString()));

    // the jar's own driver tried, not the hub's
    assertThatThrownBy(connections::getConnection)
        .isInstanceOf(SQLException.class)
        .isNotInstanceOf(org.postgresql.util.PSQLException.class)
        .satisfies(
            e -> assertThat(e.getClass().getName()).isEqualTo("org.postgresql.util.PSQLException"));
  }

  @Test
  void saysWhichSettingNamesAMissingDriver() {
    assertThatThrownBy(
            () -> new ViewConnections("his", view("jdbc:oracle:thin:@//db:1521/his", null)))
        .hasMessage(
            "hub.sources.his.view.url: the hub has no JDBC driver for jdbc:oracle; name the"
                + " database's driver in hub.sources.his.view.driver-jar");
  }

  @Test
  void saysThatAJarIsNotThere() {
    String jar = folder.resolve("ojdbc8.jar").toString();

    assertThatThrownBy(() -> new ViewConnections("his", view("jdbc:oracle:thin:@//db/his", jar)))
        .hasMessageContaining("hub.sources.his.view.driver-jar: no file that the hub can read");
  }

  @Test
  void saysThatAJarHoldsTheDriverOfNoSuchDatabase() throws Exception {
    Path jar = folder.resolve("empty.jar");
    new JarOutputStream(Files.newOutputStream(jar)).close();

    assertThatThrownBy(
            () -> new ViewConnections("his", view("jdbc:sqlserver://db;user=sa", jar.toString())))
        .hasMessageContaining("no driver in it takes jdbc:sqlserver; take the driver of that")
        .hasMessageNotContaining("sa;");
  }

  @Test
  void givesUpADatabaseThatTakesTheConnectionAndSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var connections = new ViewConnections("his", view(silent, Duration.ofSeconds(1)));

      assertThatThrownBy(
              () -> assertTimeoutPreemptively(PATIENCE, () -> connections.getConnection()))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    }
  }

  @Test
  void saysTheSameWhereTheDriverGivesUpInTheSameMoment() throws Exception {
    SlowDriver slow = new SlowDriver();
    DriverManager.registerDriver(slow);
    try {
      List<CompletableFuture<Throwable>> failures = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // which of the two ends first differs from read to read
        var connections = new ViewConnections("his", view(SlowDriver.URL, null, SlowDriver.TIME));
        var failure = new CompletableFuture<Throwable>();
        failures.add(failure);
        Thread read =
            new Thread(() -> failure.complete(catchThrowable(connections::getConnection)));
        read.setDaemon(true);
        read.start();
      }

      for (CompletableFuture<Throwable> failure : failures) {
        assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
      }
    } finally {
      DriverManager.deregisterDriver(slow);
    }
  }

  @Test
  void stopsAtOnceWhileADatabaseSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var connections = new ViewConnections("his", view(silent, Duration.ofHours(1)));
      var failure = new CompletableFuture<Throwable>();
      Thread read = new Thread(() -> failure.complete(catchThrowable(connections::getConnection)));
      read.setDaemon(true);
      read.start();
      silent.accept();

      assertTimeoutPreemptively(PATIENCE, connections::close);

      assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(SQLException.class)
          .hasMessage("The hub is stopping");
    }
  }

  private static ViewProperties view(ServerSocket server, Duration timeout) {
    return view("jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/his", null, timeout);
  }

  private static ViewProperties view(String url, String jar, Duration timeout) {
    return new ViewProperties(
        "settlements", url, "hub", null, jar, Duration.ofSeconds(30), timeout);
  }

  private static ViewProperties view(String url, String jar) {
    return view(url, jar, Duration.ofSeconds(5));
  }
}
