package kz.digitaltenge.notary.core;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.FOUNDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Changes.DecidedAt;
import kz.digitaltenge.notary.core.Changes.LiveToken;
import kz.digitaltenge.notary.core.TransparencyLog.FullTile;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The audit finds whatever was changed behind the core's back, and names the place.
class StateAuditTest {

  private static final int DECISIONS = 300;

  private final TestNetwork network = TestNetwork.unsigned();
  private final MemoryLiveSet state = new MemoryLiveSet();
  private final NotaryCore core = NotaryCore.open(state, network.genesis(), Duration.ofDays(365));
  private Coin newest = network.register();

  StateAuditTest() {
    for (int i = 0; i < DECISIONS; i++) {
      Move move = network.move(FOUNDED, List.of(newest), BANK_A, BANK_B);
      newest = move.outputs().getFirst();
      IdentifiedRequest request = IdentifiedRequest.of(network.notarise(move));
      core.apply(
          new EntryIndex(1, i), new Entry(FOUNDED, 1, 0, new Entry.Requests(List.of(request))));
    }
  }

  @Test
  void aStateAsTheCoreLeftItHasNoFindings() {
    StateAudit.Report report = StateAudit.of(state, network.genesis());
    assertThat(report.findings()).isEmpty();
    assertThat(report.decisions()).isEqualTo(DECISIONS);
    assertThat(report.live()).isEqualTo(DECISIONS + 1);
  }

  record Damage(String name, Consumer<StateAuditTest> done, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource
  void damageIsNamed(Damage damage) {
    damage.done().accept(this);
    assertThat(StateAudit.of(state, network.genesis()).findings())
        .anySatisfy(finding -> assertThat(finding).contains(damage.finding()));
  }

  static List<Damage> damageIsNamed() {
    StateRef invented = new StateRef(new TransactionId(Hash.sha256(new byte[] {1})), 0);
    return List.of(
        new Damage(
            "a decision is exchanged for another",
            test ->
                test.change(
                    List.of(),
                    List.of(),
                    List.of(new DecidedAt(3, test.idAt(3), test.decisionAt(4))),
                    List.of()),
            "log tile 0/0"),
        new Damage(
            "a decision of the newest tile is unreadable",
            test ->
                test.change(
                    List.of(),
                    List.of(),
                    List.of(new DecidedAt(299, test.idAt(299), Bytes.of(new byte[] {1}))),
                    List.of()),
            "decision 299"),
        new Damage(
            "a reference is invented",
            test ->
                test.change(
                    List.of(),
                    List.of(new LiveToken(invented, Hash.sha256())),
                    List.of(),
                    List.of()),
            invented + " is live"),
        new Damage(
            "a reference is lost",
            test -> test.change(List.of(test.newest.ref()), List.of(), List.of(), List.of()),
            "should be live and is not"),
        new Damage(
            "a tag is changed",
            test ->
                test.change(
                    List.of(),
                    List.of(new LiveToken(test.newest.ref(), Hash.sha256())),
                    List.of(),
                    List.of()),
            "the tag of"),
        new Damage(
            "a tile is changed",
            test ->
                test.change(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(new FullTile(0, 0, Bytes.of(new byte[Tile.BYTES])))),
            "log tile 0/0"));
  }

  private void change(
      List<StateRef> removed,
      List<LiveToken> added,
      List<DecidedAt> decided,
      List<FullTile> tiles) {
    state.write(
        new Changes(removed, added, decided, List.of(), tiles, core.progress(), Optional.empty()));
  }

  private TransactionId idAt(long position) {
    return Decision.decode(decisionAt(position).trusted()).id();
  }

  private Bytes decisionAt(long position) {
    return state.decision(position).orElseThrow();
  }
}
