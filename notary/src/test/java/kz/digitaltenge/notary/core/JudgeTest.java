package kz.digitaltenge.notary.core;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.notary.testkit.TestNetwork.FOUNDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Group;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rule table: the accepted request, then one mutation a row with the ruling it gets.
class JudgeTest {

  private static final Instant NOW = FOUNDED.plusSeconds(100);

  private final TestNetwork network = TestNetwork.unsigned();
  private final NotaryCore core =
      NotaryCore.open(new MemoryLiveSet(), network.genesis(), Duration.ofDays(1));
  private long index;
  private final Coin coinOfA;
  private final Coin coinOfB;

  JudgeTest() {
    Move issued = network.move(FOUNDED, List.of(network.register()), CENTRAL_BANK, BANK_A, BANK_B);
    assertThat(apply(FOUNDED, network.notarise(issued))).isInstanceOf(Ruling.Decided.class);
    coinOfA = issued.outputs().get(1);
    coinOfB = issued.outputs().get(2);
  }

  record Row(String name, Function<JudgeTest, NotaryRequest> request, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void aRequestThatIsAllRightIsFinal() {
    Move move = payment();
    Ruling ruling = apply(NOW, network.notarise(move));
    assertThat(ruling).isInstanceOf(Ruling.Decided.class);
    Decision decision = ((Ruling.Decided) ruling).decision();
    assertThat(decision.isFinal()).isTrue();
    assertThat(decision.consumed()).containsExactly(coinOfA.ref());
    assertThat(decision.created()).isEqualTo(2);
    assertThat(decision.logTime()).isEqualTo(NOW);
    assertThat(decision.attestedBy(BANK_A, Role.SPEND)).isTrue();
    assertThat(decision.attestedBy(BANK_B, Role.RECEIVE)).isTrue();
    assertThat(core.progress().liveCount()).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource
  void mutations(Row row) {
    NotaryRequest request = row.request.apply(this);
    long live = core.progress().liveCount();
    long logged = core.progress().logSize();
    Ruling ruling = apply(NOW, request);
    assertThat(said(ruling)).isEqualTo(row.expected);
    boolean isLogged = row.expected.startsWith("VOID ");
    assertThat(core.progress().logSize()).isEqualTo(isLogged ? logged + 1 : logged);
    assertThat(core.progress().liveCount()).isEqualTo(live);
  }

  static List<Row> mutations() {
    return List.of(
        row(
            "inputs are hidden",
            test -> test.showing(test.payment(), EnumSet.of(Group.TAGS, Group.REFERENCES)),
            NotaryRefusal.PART_IS_NOT_SHOWN),
        row(
            "no inputs",
            test -> test.network.notarise(test.network.move(NOW, List.of(), BANK_A)),
            NotaryRefusal.NO_INPUTS),
        row(
            "an input twice",
            test ->
                test.network.notarise(
                    test.network.move(NOW, List.of(test.coinOfA, test.coinOfA), BANK_A)),
            NotaryRefusal.INPUT_IS_REPEATED),
        row(
            "another network",
            test -> {
              TestNetwork other =
                  TestNetwork.signed(FOUNDED, test.network.genesis().parameters().notary());
              return other.notarise(other.move(NOW, List.of(test.coinOfA), BANK_B));
            },
            NotaryRefusal.NETWORK_IS_ANOTHER),
        row(
            "fewer openings than inputs",
            test -> {
              Move move = test.network.move(NOW, List.of(test.coinOfA, test.coinOfB), BANK_A);
              return NotaryRequest.notarise(
                  move.transaction(),
                  List.of(test.coinOfA.opening()),
                  test.network.attestations(move, Set.of(BANK_A, BANK_B), Set.of(BANK_A)));
            },
            NotaryRefusal.OPENINGS_DO_NOT_MATCH_INPUTS),
        row(
            "a tag opened by another node",
            test ->
                test.network.notarise(
                    test.network.move(NOW, List.of(test.coinOfA.claimedBy(BANK_B)), BANK_B)),
            NotaryRefusal.TAG_IS_NOT_OPENED),
        row(
            "no spend attestation",
            test -> {
              Move move = test.payment();
              return NotaryRequest.notarise(
                  move.transaction(),
                  List.of(test.coinOfA.opening()),
                  test.network.attestations(move, Set.of(), Set.of(BANK_A, BANK_B)));
            },
            NotaryRefusal.SPEND_ATTESTATION_IS_MISSING),
        row(
            "a spend attestation of one custodian of two",
            test -> {
              Move move = test.network.move(NOW, List.of(test.coinOfA, test.coinOfB), BANK_A);
              return NotaryRequest.notarise(
                  move.transaction(),
                  List.of(test.coinOfA.opening(), test.coinOfB.opening()),
                  test.network.attestations(move, Set.of(BANK_A), Set.of(BANK_A)));
            },
            NotaryRefusal.SPEND_ATTESTATION_IS_MISSING),
        row(
            "the same attestation twice",
            test -> {
              Move move = test.payment();
              List<Attestation> twice =
                  new ArrayList<>(test.network.attestations(move, Set.of(BANK_A), Set.of(BANK_B)));
              twice.add(twice.getFirst());
              return NotaryRequest.notarise(
                  move.transaction(), List.of(test.coinOfA.opening()), twice);
            },
            NotaryRefusal.ATTESTATION_IS_REPEATED),
        row(
            "a void attestation in a notarisation",
            test -> {
              Move move = test.payment();
              return NotaryRequest.notarise(
                  move.transaction(),
                  List.of(test.coinOfA.opening()),
                  List.of(test.network.attest(BANK_A, Role.VOID, move)));
            },
            NotaryRefusal.ATTESTATION_ROLE_IS_UNEXPECTED),
        row(
            "a key past its range of positions",
            test -> {
              Move move = test.payment();
              return NotaryRequest.notarise(
                  move.transaction(),
                  List.of(test.coinOfA.opening()),
                  List.of(
                      test.network.attest(
                          BANK_A, Role.SPEND, move, test.network.certificate(BANK_A, 0, 1))));
            },
            NotaryRefusal.ATTESTATION_KEY_IS_OUT_OF_RANGE),
        row(
            "an epoch to come",
            test ->
                test.network.notarise(
                    test.network.move(
                        2,
                        TestNetwork.window(NOW),
                        List.of(test.coinOfA),
                        List.of(),
                        List.of(BANK_A))),
            NotaryRefusal.EPOCH_IS_UNKNOWN),
        new Row(
            "a window that is over",
            test -> test.notarise(test.windowUntil(NOW.minusMillis(1))),
            "NEVER"),
        new Row(
            "a window that was over before the retained index",
            test -> test.notarise(test.windowUntil(FOUNDED.minus(Duration.ofDays(2)))),
            "ARCHIVED"),
        new Row(
            "a window to come",
            test -> test.notarise(new TimeWindow(NOW.plusMillis(1), NOW.plusSeconds(60))),
            "TOO EARLY"),
        new Row(
            "an input that is gone",
            test -> {
              test.apply(NOW, test.network.notarise(test.payment()));
              return test.network.notarise(test.payment());
            },
            "VOID CONFLICT, naming the reference"),
        new Row(
            "a reference that is gone",
            test -> {
              StateRef gone = test.coinOfB.ref();
              test.apply(
                  NOW,
                  test.network.notarise(test.network.move(NOW, List.of(test.coinOfB), BANK_B)));
              return test.network.notarise(
                  test.network.move(
                      1,
                      TestNetwork.window(NOW),
                      List.of(test.coinOfA),
                      List.of(gone),
                      List.of(BANK_A)));
            },
            "VOID CONFLICT, naming the reference"),
        new Row(
            "a payer blocked from sending",
            test -> {
              test.block(BANK_A, Scope.SEND);
              return test.network.notarise(test.payment());
            },
            "VOID BLOCKED"),
        new Row(
            "a payee blocked from receiving",
            test -> {
              test.block(BANK_B, Scope.RECEIVE);
              return test.network.notarise(test.payment());
            },
            "VOID BLOCKED"),
        row(
            "a release that opens nothing",
            test -> {
              Move move = test.payment();
              return NotaryRequest.release(
                  move.transaction(),
                  List.of(),
                  List.of(test.network.attest(BANK_A, Role.VOID, move)));
            },
            NotaryRefusal.OPENINGS_DO_NOT_MATCH_INPUTS),
        row(
            "a release by a node that is no custodian",
            test -> {
              Move move = test.payment();
              return NotaryRequest.release(
                  move.transaction(),
                  List.of(test.coinOfA.claimedBy(BANK_B).opening()),
                  List.of(test.network.attest(BANK_B, Role.VOID, move)));
            },
            NotaryRefusal.TAG_IS_NOT_OPENED),
        row(
            "a release attested by another node",
            test -> {
              Move move = test.payment();
              return NotaryRequest.release(
                  move.transaction(),
                  List.of(test.coinOfA.opening()),
                  List.of(test.network.attest(BANK_B, Role.VOID, move)));
            },
            NotaryRefusal.VOID_ATTESTATION_IS_MISSING),
        new Row(
            "a release by the custodian",
            test -> test.network.release(test.payment(), BANK_A),
            "VOID VOIDED_BY_CUSTODIAN"));
  }

  @Test
  void aBlockEndsWithItsExpiryOrByALaterOrder() {
    order(BANK_A, Set.of(Scope.SEND), Optional.of(NOW.plusSeconds(10)));
    assertThat(outcome(NOW, coinOfA)).isEqualTo("VOID BLOCKED");
    assertThat(outcome(NOW.plusSeconds(10), coinOfA)).isEqualTo("FINAL");
    order(BANK_B, Set.of(Scope.SEND), Optional.empty());
    order(BANK_B, Set.of(), Optional.empty());
    assertThat(outcome(NOW.plusSeconds(11), coinOfB)).isEqualTo("FINAL");
  }

  @Test
  void theEpochBeforeIsGoodForItsGraceOnly() {
    Instant changed = NOW.plusSeconds(1);
    change(changed, false);
    Instant last = changed.plus(NotaryLimits.EPOCH_GRACE);
    assertThat(outcome(last.minusMillis(1), coinOfA)).isEqualTo("FINAL");
    assertThat(outcome(last, coinOfB)).isEqualTo("VOID EPOCH_OVER");
  }

  @Test
  void anUrgentChangeEndsTheEpochBeforeAtOnce() {
    change(NOW, true);
    assertThat(outcome(NOW.plusMillis(1), coinOfA)).isEqualTo("VOID EPOCH_OVER");
  }

  @Test
  void theSameIdGetsTheSameAnswerWhateverElseTheRequestSays() {
    Move move = payment();
    Ruling.Decided first = (Ruling.Decided) apply(NOW, network.notarise(move));
    NotaryRequest other = NotaryRequest.notarise(move.transaction(), List.of(), List.of());
    assertThat(apply(NOW.plus(Duration.ofHours(3)), other))
        .isEqualTo(new Ruling.DecidedBefore(first.position()));
    assertThat(apply(NOW.plus(Duration.ofHours(3)), network.release(move, BANK_A)))
        .isEqualTo(new Ruling.DecidedBefore(first.position()));
  }

  @Test
  void anEntryVerifiedUnderOtherOrdersIsStaleAndMovesNothing() {
    block(BANK_B, Scope.CONVERT);
    Progress before = core.progress();
    Applied applied =
        core.apply(
            next(),
            new Entry(
                NOW.plusSeconds(5),
                1,
                0,
                new Entry.Requests(List.of(IdentifiedRequest.of(network.notarise(payment()))))));
    assertThat(applied.rulings()).containsExactly(new Ruling.Stale());
    assertThat(core.progress()).isEqualTo(before.at(applied.index(), before.logTime()));
  }

  @Test
  void logTimeNeverGoesBack() {
    apply(NOW.plusSeconds(30), network.notarise(payment()));
    applied(NOW, new Entry.Requests(List.of()));
    assertThat(core.progress().logTime()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void anEntryAppliedTwiceChangesNothing() {
    Entry entry =
        new Entry(
            NOW,
            1,
            0,
            new Entry.Requests(List.of(IdentifiedRequest.of(network.notarise(payment())))));
    EntryIndex at = next();
    core.apply(at, entry);
    Progress after = core.progress();
    Applied again = core.apply(at, entry);
    assertThat(again.replayed()).isTrue();
    assertThat(core.progress()).isEqualTo(after);
  }

  @Test
  void ordersAndParametersOutOfSequenceAreRefused() {
    Applied order =
        core.apply(
            next(),
            new Entry(
                NOW,
                1,
                0,
                new Entry.Order(network.order(2, BANK_A, Set.of(Scope.SEND), Optional.empty()))));
    assertThat(order.rulings().getFirst()).isInstanceOf(Ruling.Refused.class);
    Applied early =
        core.apply(
            next(),
            new Entry(
                NOW,
                1,
                0,
                new Entry.Change(network.next(network.genesis(), NOW.plusSeconds(1), false))));
    assertThat(early.rulings().getFirst()).isInstanceOf(Ruling.Refused.class);
    assertThat(core.standing().epoch()).isEqualTo(1);
  }

  @Test
  void anEntryReadsBackAsItWasWritten() {
    List<Entry> entries =
        List.of(
            Entry.tick(NOW, 1, 0),
            new Entry(
                NOW,
                3,
                4,
                new Entry.Requests(
                    List.of(
                        IdentifiedRequest.of(network.notarise(payment())),
                        IdentifiedRequest.of(network.release(payment(), BANK_A))))),
            new Entry(
                NOW,
                1,
                0,
                new Entry.Order(
                    network.order(1, BANK_A, Set.of(Scope.SEND, Scope.ONBOARD), Optional.of(NOW)))),
            new Entry(NOW, 1, 0, new Entry.Change(network.next(network.genesis(), NOW, true))));
    for (Entry entry : entries) {
      assertThat(Entry.decode(entry.encode())).isEqualTo(entry);
    }
  }

  private Move payment() {
    return network.move(NOW, List.of(coinOfA), BANK_B, BANK_A);
  }

  private TimeWindow windowUntil(Instant until) {
    return new TimeWindow(until.minusSeconds(60), until);
  }

  private NotaryRequest notarise(TimeWindow window) {
    return network.notarise(network.move(1, window, List.of(coinOfA), List.of(), List.of(BANK_A)));
  }

  private NotaryRequest showing(Move move, Set<Group> shown) {
    NotaryRequest whole = network.notarise(move);
    return new NotaryRequest(
        whole.kind(), move.transaction().tearOff(shown), whole.openings(), whole.attestations());
  }

  private Ruling apply(Instant logTime, NotaryRequest request) {
    Entry.Requests one = new Entry.Requests(List.of(IdentifiedRequest.of(request)));
    return applied(logTime, one).rulings().getFirst();
  }

  private void block(NodeId node, Scope scope) {
    order(node, Set.of(scope), Optional.empty());
  }

  private void order(NodeId node, Set<Scope> scopes, Optional<Instant> until) {
    long sequence = core.standing().orderSequence() + 1;
    Applied applied = applied(NOW, new Entry.Order(network.order(sequence, node, scopes, until)));
    assertThat(applied.rulings()).containsExactly(new Ruling.InForce());
  }

  private void change(Instant at, boolean urgent) {
    Applied applied = applied(at, new Entry.Change(network.next(network.genesis(), at, urgent)));
    assertThat(applied.rulings()).containsExactly(new Ruling.InForce());
    assertThat(core.head().epoch()).isEqualTo(2);
  }

  private Applied applied(Instant logTime, Entry.Content content) {
    Standing standing = core.standing();
    return core.apply(
        next(), new Entry(logTime, standing.epoch(), standing.orderSequence(), content));
  }

  private EntryIndex next() {
    return new EntryIndex(1, index++);
  }

  private String outcome(Instant at, Coin coin) {
    return said(apply(at, network.notarise(network.move(at, List.of(coin), coin.custodian()))));
  }

  /// What a ruling says, without the evidence.
  private static String said(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Decided(long _, Decision decision) ->
          switch (decision.outcome()) {
            case Decision.Outcome.Finalised() -> "FINAL";
            case Decision.Outcome.Voided(VoidReason reason, Optional<StateRef> conflict) ->
                "VOID " + reason + (conflict.isPresent() ? ", naming the reference" : "");
          };
      case Ruling.DecidedBefore _ -> "DECIDED BEFORE";
      case Ruling.Never _ -> "NEVER";
      case Ruling.Archived _ -> "ARCHIVED";
      case Ruling.TooEarly _ -> "TOO EARLY";
      case Ruling.Refused(NotaryRefusal reason, String _) -> reason.name();
      case Ruling.Stale() -> "STALE";
      case Ruling.InForce() -> "IN FORCE";
    };
  }

  private static Row row(
      String name, Function<JudgeTest, NotaryRequest> request, NotaryRefusal refusal) {
    return new Row(name, request, refusal.name());
  }
}
