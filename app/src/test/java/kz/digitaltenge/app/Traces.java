package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Where words lie on the disk of a network: in which files, in which tables.
final class Traces {
  private Traces() {}

  /// Files that hold one of the words; those of the database server are looked at table by table.
  static List<Path> inFiles(Path folder, List<String> words) throws IOException {
    var found = new ArrayList<Path>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.resolve("postgres")) && holds(read(file), words)) {
          found.add(folder.relativize(file));
        }
      }
    }
    return found;
  }

  /// The same of each node that has such tables.
  static Map<String, List<String>> inTables(Sandbox.Running network, List<String> words)
      throws SQLException {
    var found = new TreeMap<String, List<String>>();
    for (Platform.Member member : network.platform().members()) {
      String database = DataFolder.database(member.node());
      List<String> tables = inTables(network.backstage().database(database), words);
      if (!tables.isEmpty()) {
        found.put(member.node().value(), tables);
      }
    }
    return found;
  }

  /// Tables of a database, with their schemas, that have a row with one of the words.
  static List<String> inTables(VaultDatabase database, List<String> words) throws SQLException {
    var found = new ArrayList<String>();
    try (Connection connection = database.openByKey("traces");
        var statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        try (var rows = statement.executeQuery("select t::text from " + table + " t")) {
          boolean holds = false;
          while (rows.next()) {
            holds |= holdsText(rows.getString(1), words);
          }
          if (holds) {
            found.add(table);
          }
        }
      }
    }
    return found;
  }

  /// When the newest migration of each schema was done.
  static Map<String, String> migrations(VaultDatabase database) throws SQLException {
    var newest = new TreeMap<String, String>();
    try (Connection connection = database.openByKey("traces");
        var statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        if (table.endsWith(".schema_version") || table.endsWith(".schema_history")) {
          try (var row =
              statement.executeQuery("select max(installed_on)::text, count(*) from " + table)) {
            assertThat(row.next()).isTrue();
            newest.put(table, row.getString(1) + ", " + row.getString(2));
          }
        }
      }
    }
    return newest;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select schemaname || '.' || tablename from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema') order by 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /// Columns of bytes are shown in hexadecimal.
  private static boolean holdsText(String row, List<String> words) {
    return words.stream()
        .anyMatch(
            word ->
                row.contains(word) || row.contains(HexFormat.of().formatHex(word.getBytes(UTF_8))));
  }

  private static boolean holds(String bytes, List<String> words) {
    return words.stream()
        .anyMatch(word -> bytes.contains(new String(word.getBytes(UTF_8), ISO_8859_1)));
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (NoSuchFileException _) {
      // It was there a moment ago: consensus and database tidy up.
      return "";
    }
  }
}
