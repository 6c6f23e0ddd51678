package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Where a vault's PostgreSQL database is and who may use it. The password is never shown. Those
/// who are given the same one share its idle connections.
public final class VaultDatabase {
  private static final int LOGIN_TIMEOUT_SECONDS = 10;
  private static final int SOCKET_TIMEOUT_SECONDS = 60;

  /// Tables grow from nothing to millions of rows under plans that were made when they were empty;
  /// whoever looks rows up by key must never be given a plan that reads a whole table.
  private static final String BY_KEY_ONLY =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c"
          + " enable_bitmapscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

  /// A scan streams in the order of an index instead of sorting a whole table first.
  private static final String STREAMING =
      "-c enable_sort=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

  private final String url;
  private final String user;
  private final String password;
  private final IdleConnections idle = new IdleConnections();

  /// @param url `jdbc:postgresql://host:port/database`, with the driver's parameters if any
  public VaultDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  IdleConnections idle() {
    return idle;
  }

  /// Settings of connections that look rows up by key.
  Properties byKey(String purpose) {
    return properties(purpose, BY_KEY_ONLY);
  }

  /// A connection that looks rows up by key, for whoever keeps tables beside the vault's too.
  public Connection openByKey(String purpose) throws SQLException {
    return DriverManager.getConnection(url, byKey(purpose));
  }

  /// A connection for reading everything.
  Connection openStreaming(String purpose) throws SQLException {
    return DriverManager.getConnection(url, properties(purpose, STREAMING));
  }

  private Properties properties(String purpose, String settings) {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "vault " + purpose);
    properties.setProperty("loginTimeout", String.valueOf(LOGIN_TIMEOUT_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("options", settings + " -c synchronous_commit=on -c TimeZone=UTC");
    return properties;
  }

  @Override
  public String toString() {
    return "VaultDatabase[" + url + ", " + user + "]";
  }
}
