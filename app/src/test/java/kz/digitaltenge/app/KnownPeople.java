package kz.digitaltenge.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Everybody whom the banks of a network that does not run have as customers, in the words by which
/// somebody could be found: numbers, phones and names.
///
/// @param of by bank
/// @param elsewhere tables of nodes that serve none of them, with one of the words
record KnownPeople(Map<NodeId, List<String>> of, Map<NodeId, List<String>> elsewhere) {
  /// Of each customer.
  private static final List<String> COLUMNS =
      List.of("number", "phone", "family_name", "given_name", "patronymic", "name");

  /// What is shorter is found anywhere.
  private static final int LETTERS_MIN = 4;

  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

  /// @param banks whose customers are read
  /// @param others who are to know none of them
  static KnownPeople read(DataFolder folder, List<NodeId> banks, List<NodeId> others)
      throws SQLException {
    try (EmbeddedServer server =
        EmbeddedServer.start(
            folder.postgres(),
            CACHE,
            EmbeddedServer.ANY_PORT,
            Entropy.from(new Random(1)),
            _ -> {})) {
      var of = new TreeMap<NodeId, List<String>>();
      for (NodeId bank : banks) {
        of.put(bank, words(server.database(DataFolder.database(bank))));
      }
      var known = new KnownPeople(of, new TreeMap<>());
      for (NodeId other : others) {
        VaultDatabase database = server.database(DataFolder.database(other));
        List<String> tables = Traces.inTables(database, known.all());
        if (!tables.isEmpty()) {
          known.elsewhere().put(other, tables);
        }
      }
      return known;
    }
  }

  /// Each word once.
  List<String> all() {
    return of.values().stream().flatMap(Collection::stream).distinct().toList();
  }

  private static List<String> words(VaultDatabase bank) throws SQLException {
    var words = new TreeSet<String>();
    try (Connection connection = bank.openByKey("people");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select %s from customer.customer".formatted(String.join(", ", COLUMNS)))) {
      while (rows.next()) {
        for (String column : COLUMNS) {
          String word = rows.getString(column);
          if (word != null && word.length() >= LETTERS_MIN) {
            words.add(word.startsWith("+") ? word.substring(1) : word);
          }
        }
      }
    }
    return new ArrayList<>(words);
  }
}
