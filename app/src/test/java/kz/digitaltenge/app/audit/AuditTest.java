package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import kz.digitaltenge.app.demo.DayPlan;
import kz.digitaltenge.app.demo.DemoReport;
import kz.digitaltenge.app.demo.PlayedDay;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

/// Two small days are played on a real network, which listens elsewhere the second time, so that
/// there are two sets of network parameters. Then it is stopped, and single bits are changed.
final class AuditTest {
  private static final long SEED = 20_260_101;

  @TempDir private static Path folder = Path.of("");
  private static @Nullable Machine machine;
  private static @Nullable StoppedNetwork network;

  @BeforeAll
  static void playTwoDays() {
    Path data = folder.resolve("network");
    DemoReport first = PlayedDay.in(data, new NetworkPlan(17_400, 1), new DayPlan(11, 120));
    DemoReport second = PlayedDay.in(data, new NetworkPlan(17_440, 1), new DayPlan(12, 100));
    assertThat(first.refused().stream().limit(3)).isEmpty();
    assertThat(second.refused().stream().limit(3)).isEmpty();
    assertThat(second.allWell()).isTrue();
    machine = Machine.here();
    network = StoppedNetwork.open(new DataFolder(data), PlayedDay.CACHE, machine, _ -> {});
  }

  @AfterAll
  static void close() {
    assertThat(audit().findings()).as("every change was put back").isEmpty();
    Objects.requireNonNull(network).close();
    Objects.requireNonNull(machine).close();
  }

  @Test
  void passesOnWhatANetworkLeaves() {
    AuditReport report = audit();

    assertThat(report.findings()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.checked())
        .containsEntry("nodes", 6L)
        .containsEntry("registerSteps", 30L)
        .containsKeys(
            "decisions",
            "keys",
            "segments",
            "tiles",
            "ids",
            "requests",
            "attestations",
            "movements");
    assertThat(report.checked().get("transactions")).isGreaterThan(500);
  }

  /// A column to change a value in.
  ///
  /// @param key the column that names the row
  /// @param where which rows have a value
  record Column(String table, String column, String key, String where) {
    static Column entry(String column) {
      return new Column("entry", column, "id", "");
    }

    static Column payer(String column) {
      return new Column("entry", column, "id", " where side = 1");
    }

    static Column of(String table, String column) {
      return new Column(table, column, table.equals("live") ? "ref" : "id", "");
    }
  }

  /// At most as many columns at once as there are banks.
  static Stream<List<Column>> columns() {
    return Stream.of(
        List.of(
            Column.entry("id"),
            Column.entry("payment"),
            Column.entry("attempt"),
            new Column("entry", "peer", "id", " where peer is not null"),
            Column.entry("window_until")),
        List.of(
            Column.payer("payer"),
            new Column("entry", "payee", "id", " where side = 1 and peer is null"),
            Column.payer("asset"),
            Column.payer("mark"),
            Column.payer("tiyn")),
        List.of(
            Column.of("settled", "id"),
            Column.of("settled", "outcome"),
            Column.of("settled", "position"),
            Column.of("settled", "log_time"),
            Column.of("settled", "proof")),
        List.of(
            Column.of("live", "ref"),
            Column.of("live", "account"),
            Column.of("live", "kind"),
            Column.of("live", "asset"),
            Column.of("live", "mark")),
        List.of(
            Column.of("live", "tiyn"),
            Column.of("live", "label"),
            Column.of("movement", "account"),
            Column.of("movement", "id"),
            Column.of("movement", "direction")),
        List.of(
            Column.of("movement", "asset"),
            Column.of("movement", "mark"),
            Column.of("movement", "tiyn"),
            Column.of("movement", "payment"),
            Column.of("movement", "counterparty")),
        List.of(
            Column.of("movement", "log_time"),
            Column.of("account", "id"),
            new Column("parameters", "signed", "epoch", ""),
            new Column("founding", "network", "node", "")));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void namesTheRowOfAVaultInWhichABitIsChanged(List<Column> columns) throws SQLException {
    var random = new Random(SEED);
    List<VaultFlip> flips = new ArrayList<>();
    for (int bank = 0; bank < columns.size(); bank++) {
      flips.add(flip(banks().get(bank), columns.get(bank), random));
    }
    namesAll(flips);
  }

  /// Transactions, requests and proofs are most of what is kept: many of their bytes are tried.
  @ParameterizedTest
  @ValueSource(strings = {"transaction", "evidence", "states"})
  void noByteOfATransactionCanBeChangedUnseen(String column) throws SQLException {
    var random = new Random(SEED);
    for (int round = 0; round < 4; round++) {
      List<VaultFlip> flips = new ArrayList<>();
      for (AuditedNode bank : banks()) {
        flips.add(flip(bank, Column.entry(column), random));
      }
      namesAll(flips);
    }
  }

  private static VaultFlip flip(AuditedNode node, Column column, Random random)
      throws SQLException {
    return VaultFlip.of(node, column.table, column.column, column.key, column.where, random);
  }

  private static void namesAll(List<VaultFlip> flips) throws SQLException {
    AuditReport report = audit();
    for (VaultFlip flip : flips) {
      assertThat(report.findings())
          .as(flip.toString())
          .anyMatch(
              finding ->
                  finding.store().equals(flip.store())
                      && flip.names().stream().anyMatch(name -> finding.row().contains(name)));
    }
    for (VaultFlip flip : flips) {
      flip.close();
    }
  }

  @Test
  void namesAPayeeOnWhomTheNodesDisagree() throws SQLException {
    var column = new Column("entry", "payee", "id", " where side = 1 and peer is not null");
    try (VaultFlip flip = flip(banks().getFirst(), column, new Random(SEED))) {
      assertThat(audit().findings())
          .anyMatch(
              finding ->
                  finding.store().equals("payments across nodes")
                      && finding.row().contains(flip.names().getFirst()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "decisions,false,notary-1 decisions",
    "decisions,true,notary-1 decisions",
    "tiles,false,notary-1 tiles",
    "tiles,true,notary-1 tiles",
    "ids,false,notary-1 ids",
    "ids,true,notary-1 ids",
    "live,false,notary-1 live",
    "live,true,notary-1 live",
  })
  void namesTheTableOfTheNotaryInWhichABitIsChanged(String family, boolean inKey, String store)
      throws RocksDBException {
    var random = new Random(SEED);
    Path member = folder.resolve("network").resolve("notary").resolve("notary-1");
    for (int i = 0; i < 2; i++) {
      try (NotaryFlip flip = NotaryFlip.of(member, family, inKey, random)) {
        AuditReport report = audit();

        assertThat(report.findings())
            .as(flip.toString())
            .anyMatch(finding -> finding.store().equals(store) && !finding.what().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "authority/authority.pem,authority",
    "nodes/NBRKKZKX/keys/issuance.key.pem,NBRKKZKX keys",
    "nodes/HSBKKZKX/keys/identity.key.pem,HSBKKZKX keys",
    "nodes/KPSTKZKA/keys/sealing.seed.pem,KPSTKZKA keys",
    "nodes/KPSTKZKA/tls.pem,KPSTKZKA keys",
    "notary/notary-1/keys/head.seed.pem,notary-1 keys",
    "operator/tls.pem,operator",
  })
  void namesTheKeyFileInWhichAByteIsChanged(String file, String store) throws IOException {
    namesTheFile(folder.resolve("network").resolve(file), store);
  }

  @Test
  void namesTheSegmentOfTheConsensusLogInWhichAByteIsChanged() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("network/notary/notary-1/raft"))) {
      List<Path> segments =
          files.filter(file -> file.getFileName().toString().startsWith("log_")).toList();
      assertThat(segments).isNotEmpty();
      for (Path segment : segments) {
        namesTheFile(segment, "notary-1 consensus log");
      }
    }
  }

  private static void namesTheFile(Path file, String store) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    try {
      assertThat(audit().findings())
          .as("%s", file)
          .anyMatch(finding -> finding.store().equals(store));
    } finally {
      Files.write(file, whole);
    }
  }

  private static List<AuditedNode> banks() {
    List<AuditedNode> nodes = Objects.requireNonNull(network).nodes();
    return nodes.subList(1, nodes.size());
  }

  private static AuditReport audit() {
    return Objects.requireNonNull(network).audit(Progress.silent());
  }
}
