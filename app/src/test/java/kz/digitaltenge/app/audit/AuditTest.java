package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.Command;
import kz.digitaltenge.app.audit.RandomFlips.Kind;
import kz.digitaltenge.app.demo.DayPlan;
import kz.digitaltenge.app.demo.DemoReport;
import kz.digitaltenge.app.demo.PlayedDay;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

/// Two small days are played on a real network, which listens elsewhere the second time, so that
/// there are two sets of network parameters. Then it is stopped, and single bits are changed.
///
/// `-Ddt.flips=2000` flips so many bits at random, `-Ddt.flips.seed=7` others than usual.
final class AuditTest {
  private static final long SEED = Long.getLong("dt.flips.seed", 20_260_101);
  private static final int FLIPS = Integer.getInteger("dt.flips", 60);

  @TempDir private static Path folder = Path.of("");
  private static @Nullable Machine machine;
  private static @Nullable StoppedNetwork network;
  private static Command.@Nullable Result exported;

  @BeforeAll
  static void playTwoDays() {
    DemoReport first = PlayedDay.in(data(), new NetworkPlan(17_400, 1), new DayPlan(11, 120));
    DemoReport second = PlayedDay.in(data(), new NetworkPlan(17_440, 1), new DayPlan(12, 100));
    assertThat(first.refused().stream().limit(3)).isEmpty();
    assertThat(second.refused().stream().limit(3)).isEmpty();
    assertThat(second.allWell()).isTrue();
    machine = Machine.here();
    KeptThings.makeCheckpoint(new DataFolder(data()), machine);
    exported = new Command(data()).run("log", "export", "--out", export().toString(), "--json");
    network = StoppedNetwork.open(new DataFolder(data()), PlayedDay.CACHE, machine, _ -> {});
    KeptThings.makeHead(new DataFolder(data()), banks().getFirst());
    KeptThings.makeEvidence(new DataFolder(data()), banks().getFirst(), machine);
  }

  private static Path export() {
    return folder.resolve("log.dt");
  }

  private static Path data() {
    return folder.resolve("network");
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
            "movements",
            "turnovers",
            "checkpoints",
            "files");
    assertThat(report.checked().get("transactions")).isGreaterThan(500);
  }

  @Test
  void theLogOfAStoppedNetworkIsExportedAndVerifies() {
    Command.Result written = Objects.requireNonNull(exported);
    assertThat(written.exit()).as(written.out() + written.err()).isZero();
    Command.Result verified = Command.plain("log", "verify", export().toString(), "--json");

    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(verified.json().get("leaves")).isEqualTo(written.json().get("leaves"));
    assertThat(verified.json().get("leaves").asLong())
        .isEqualTo(audit().checked().get("decisions"));
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

    static Column turnover(String column) {
      return new Column("turnover", column, "peer", "");
    }

    static Column of(String table, String column) {
      return new Column(table, column, table.equals("live") ? "ref" : "id", "");
    }
  }

  /// Columns to be changed at once, each in another row.
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
            Column.of("movement", "remittance"),
            Column.of("account", "id"),
            new Column("parameters", "signed", "epoch", ""),
            new Column("founding", "network", "node", "")),
        List.of(
            Column.of("account", "reference"),
            new Column("account", "name", "id", " where name <> ''"),
            Column.of("account", "opened_at"),
            Column.of("account", "digest"),
            new Column("parameters", "epoch", "epoch", ""),
            new Column("head", "signed", "size", "")),
        List.of(
            Column.turnover("kind"),
            Column.turnover("peer"),
            Column.turnover("asset"),
            Column.turnover("tiyn"),
            new Column("founding", "sealed_seed", "node", "")),
        List.of(
            new Column("reached", "position", "position", ""),
            new Column("resolved", "below", "below", ""),
            Column.entry("remittances"),
            new Column("head", "size", "size", ""),
            new Column("founding", "node", "node", "")),
        List.of(
            new Column("happening", "account", "account", " where kind = 0"),
            new Column("happening", "at", "account", " where kind = 0"),
            new Column("time_span", "lowest", "number", ""),
            new Column("time_span", "highest", "number", ""),
            new Column("time_span", "number", "number", "")),
        List.of(new Column("entry", "details", "id", " where octet_length(details) > 0")));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void namesTheRowOfAVaultInWhichABitIsChanged(List<Column> columns) throws SQLException {
    var random = new Random(SEED);
    List<VaultFlip> flips = new ArrayList<>();
    for (int bank = 0; bank < columns.size(); bank++) {
      flips.add(flip(withRows(columns.get(bank), bank), columns.get(bank), random));
    }
    namesAll(flips);
  }

  /// Transactions, requests and proofs are most of what is kept: many of their bytes are tried.
  @Test
  void noByteOfATransactionCanBeChangedUnseen() throws SQLException {
    var random = new Random(SEED);
    List<String> kept = List.of("transaction", "evidence", "states");
    for (int round = 0; round < 4; round++) {
      List<VaultFlip> flips = new ArrayList<>();
      for (AuditedNode bank : banks()) {
        for (int i = 0; i < kept.size(); i++) {
          // Each in a row of its own.
          String where = " where seq %% %d = %d".formatted(kept.size(), i);
          flips.add(flip(bank, new Column("entry", kept.get(i), "id", where), random));
        }
      }
      namesAll(flips);
    }
  }

  /// Not every bank has every kind of row.
  private static AuditedNode withRows(Column column, int from) throws SQLException {
    for (int i = 0; i < banks().size(); i++) {
      AuditedNode bank = banks().get((from + i) % banks().size());
      if (VaultFlip.hasRows(bank, column.table, column.where)) {
        return bank;
      }
    }
    throw new AssertionError("no bank has a row of " + column);
  }

  private static VaultFlip flip(AuditedNode node, Column column, Random random)
      throws SQLException {
    return VaultFlip.of(node, column.table, column.column, column.key, column.where, random);
  }

  private static void namesAll(List<VaultFlip> flips) throws SQLException {
    AuditReport report = audit();
    for (VaultFlip flip : flips) {
      assertThat(report.findings()).as(flip.toString()).anyMatch(flip::isNamedBy);
    }
    for (VaultFlip flip : flips) {
      flip.close();
    }
  }

  /// No payment of the two days came to nothing, so each such line is false.
  @Test
  void namesALineThatTellsOfAPaymentThatItCameToNothing() throws SQLException {
    VaultDatabase vault = banks().getFirst().vault();
    try (var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var statement = connection.createStatement()) {
      // Without the triggers, which would note its time.
      statement.execute("set session_replication_role = replica");
      statement.execute(
          "insert into vault.happening (seq, kind, id, account, asset, tiyn, payment, counterparty,"
              + " at) select -1, 1, e.id, e.payer, e.asset, e.tiyn, e.payment, e.payee, s.log_time"
              + " from vault.entry e join vault.settled s on s.id = e.id where e.side = 1 limit 1");
      List<Finding> findings = audit().findings();
      statement.execute("delete from vault.happening where seq = -1");

      assertThat(findings)
          .extracting(Finding::store)
          .contains(
              banks().getFirst().node() + " vault.happening",
              banks().getFirst().node() + " vault.time_span");
    }
  }

  @Test
  void namesAPayeeOnWhomTheNodesDisagree() throws SQLException {
    // Of a split payment the row's own legs tell.
    String ofOnePayee = " where side = 1 and peer is not null and octet_length(details) < 33";
    var column = new Column("entry", "payee", "id", ofOnePayee);
    try (VaultFlip flip = flip(banks().getFirst(), column, new Random(SEED))) {
      assertThat(audit().findings())
          .as(flip.toString())
          .anyMatch(finding -> finding.store().equals("payments across nodes"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "decisions,false",
    "decisions,true",
    "tiles,false",
    "tiles,true",
    "ids,false",
    "ids,true",
    "live,false",
    "live,true",
  })
  void namesTheTableOfTheNotaryInWhichABitIsChanged(String family, boolean inKey)
      throws RocksDBException {
    var random = new Random(SEED);
    Path member = data().resolve("notary").resolve("notary-1");
    for (int i = 0; i < 2; i++) {
      try (NotaryFlip flip = NotaryFlip.of(member, family, inKey, random)) {
        // What a decision should be is known from the proofs that nodes have.
        List<Finding> findings = family.equals("decisions") ? audit().findings() : notary();
        assertThat(findings).as(flip.toString()).anyMatch(flip::isNamedBy);
      }
    }
  }

  /// Wherever chance puts it: what the bit says is missed and named, or nothing is missed.
  @Test
  void saysWhatIsDamagedWhereverABitIsChanged() throws Exception {
    var random = new Random(SEED);
    var flips = new RandomFlips(new DataFolder(data()), banks(), random);
    List<Kind> kinds = List.of(Kind.values());
    List<String> unseen = new ArrayList<>();
    var alive = EnumSet.noneOf(Kind.class);
    for (int i = 0; i < FLIPS; i++) {
      Kind kind = kinds.get(i % kinds.size());
      try (Flip flip = flips.next(kind)) {
        boolean named = findings(kind).stream().anyMatch(flip::isNamedBy);
        if (named) {
          alive.add(kind);
        } else if (!flip.isDead()) {
          unseen.add("seed %d, flip %d, %s: %s".formatted(SEED, i, kind, flip));
        }
      }
    }
    assertThat(unseen).isEmpty();
    assertThat(alive).as("kinds of which a bit was missed").containsExactlyElementsOf(kinds);
  }

  /// The part of the audit that looks at such places.
  private static List<Finding> findings(Kind kind) {
    return switch (kind) {
      case VAULT_PAGE, OTHER_PAGE -> pages();
      case NOTARY_STATE, CHECKPOINT, CONSENSUS_LOG, CONSENSUS_META -> notary();
      case PARAMETERS -> parameters();
      case KEYS -> with((subject, _, notes) -> subject.keys().check(notes));
      case SUPPLY_PROOF, EVIDENCE ->
          with((subject, chain, notes) -> subject.kept().check(chain, verifier(), notes));
    };
  }

  private static List<Finding> pages() {
    return with((subject, _, notes) -> Audit.pages(subject.pages().get(), notes));
  }

  private static List<Finding> notary() {
    return with(
        (subject, chain, notes) -> {
          try (var notary = new NotaryAudit(subject.members(), chain, notes);
              var stage = Progress.silent().begin("", Progress.UNKNOWN)) {
            var _ = notary.audit(stage);
          }
        });
  }

  /// What is found when the folder is opened ends there.
  private static List<Finding> parameters() {
    var notes = new AuditNotes();
    try {
      var chain = new ParametersFolder(new DataFolder(data()).parameters()).chain();
      var _ = ParameterChain.checked(chain, verifier(), notes);
    } catch (PlatformException e) {
      notes.store("").find("%s", e.problem().whatHappened());
    }
    return notes.report().findings();
  }

  private interface Part {
    void check(Audit.Subject subject, ParameterChain chain, AuditNotes notes);
  }

  private static List<Finding> with(Part part) {
    var notes = new AuditNotes();
    Audit.Subject subject = Objects.requireNonNull(network).subject();
    part.check(subject, ParameterChain.checked(subject.parameters(), verifier(), notes), notes);
    return notes.report().findings();
  }

  private static SignatureVerifier verifier() {
    return Objects.requireNonNull(machine).cryptography().signatures();
  }

  private static List<AuditedNode> banks() {
    List<AuditedNode> nodes = Objects.requireNonNull(network).nodes();
    return nodes.subList(1, nodes.size());
  }

  private static AuditReport audit() {
    return Objects.requireNonNull(network).audit(Progress.silent());
  }
}
