package org.bianmin.hub.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.store.PostgresServer;

/**
 * The service {@code postgres} on the build's own server: the database, the user and the password
 * that its image would make, and a password that is asked for.
 */
final class ComposedStore {

  private static final Pattern PORT = Pattern.compile(":(\\d+)/");

  private ComposedStore() {}

  /**
   * Makes it.
   *
   * @param environment of the service, with paths of this machine
   * @return the server's port
   */
  static int make(Map<String, String> environment) throws IOException, SQLException {
    String url = PostgresServer.newDatabase();
    String user = environment.get("POSTGRES_USER");
    String password = Files.readString(Path.of(environment.get("POSTGRES_PASSWORD_FILE"))).strip();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + user + " login password '" + password + "'");
      statement.execute("create database " + environment.get("POSTGRES_DB") + " owner " + user);
      askForThePassword(statement, user);
    }
    Matcher port = PORT.matcher(url);
    if (!port.find()) {
      throw new IllegalStateException("no port in " + url);
    }
    return Integer.parseInt(port.group(1));
  }

  /** The build's server lets everybody in otherwise. */
  private static void askForThePassword(Statement statement, String user)
      throws IOException, SQLException {
    try (ResultSet file = statement.executeQuery("show hba_file")) {
      file.next();
      Path rules = Path.of(file.getString(1));
      Files.writeString(
          rules, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    }
    statement.execute("select pg_reload_conf()");
  }
}
