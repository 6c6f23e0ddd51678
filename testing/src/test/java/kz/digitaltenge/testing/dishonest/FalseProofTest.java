package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision.Outcome.Finalised;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank shows a false proof of where its coin comes from, made of real parts of a real log: the
/// payee's node sees it, and nobody's books change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FalseProofTest {
  private static final Amount PAID = Amount.ofTenge(10);

  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private AccountId aigerim;

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(HALYK, "1000000.00", "for-halyk");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  /// One false proof for a coin.
  record Lie(String what, Forge forge, Refusal rule) {
    @Override
    public String toString() {
      return what;
    }
  }

  /// What is shown of the coin, and perhaps another coin than the honest one.
  @FunctionalInterface
  interface Forge {
    Spendable of(DishonestBank crook, Coin coin);
  }

  static Stream<Lie> lies() {
    return Stream.of(
        lie(
            "a larger amount",
            (crook, coin) -> worth(coin.spendable(), Amount.ofTenge(1_000)),
            Refusal.PROVENANCE_OF_OTHER_STATE),
        lie(
            "the proof of another coin of the same transaction",
            (crook, coin) -> shown(coin, crook.coin().spendable().provenance()),
            Refusal.PROVENANCE_OF_OTHER_STATE),
        lie(
            "another index of the same transaction",
            (crook, coin) -> state(coin, FalseProofTest::atTheNextIndex),
            Refusal.PROVENANCE_OF_OTHER_STATE),
        lie(
            "an output of a transaction that is void",
            FalseProofTest::ofVoid,
            Refusal.PROVENANCE_NOT_FINAL),
        lie(
            "a decision that it changed from void to final",
            (crook, coin) -> finality(ofVoid(crook, coin), FalseProofTest::madeFinal),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "an output that nobody ever asked to notarise",
            FalseProofTest::ofDraft,
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "another attester than the log has",
            (crook, coin) -> finality(coin.spendable(), FalseProofTest::attestedByHalyk),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "another place in the log",
            (crook, coin) -> finality(coin.spendable(), FalseProofTest::elsewhere),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head that nobody signed",
            (crook, coin) -> head(coin.spendable(), (head, _) -> new SignedHead(head, List.of())),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head that it signed itself in the member's name",
            (crook, coin) ->
                head(
                    coin.spendable(),
                    (head, member) ->
                        new SignedHead(
                            head,
                            List.of(
                                new MemberSignature(
                                    member, crook.freshSigner().sign(head.message()))))),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head that it signed in its own name",
            (crook, coin) ->
                head(
                    coin.spendable(),
                    (head, _) ->
                        new SignedHead(
                            head,
                            List.of(
                                new MemberSignature(
                                    crook.id().value(),
                                    crook.freshSigner().sign(head.message()))))),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head of the log before the coin was made",
            (crook, coin) ->
                finality(
                    coin.spendable(),
                    proof -> new FinalityProof(proof.decision(), proof.path(), crook.earlyHead())),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head of another network",
            (crook, coin) ->
                finality(coin.spendable(), proof -> under(proof, crook.freshHash(), 1)),
            Refusal.PROVENANCE_NOT_IN_LOG),
        lie(
            "a head of an epoch to come",
            (crook, coin) ->
                finality(coin.spendable(), proof -> under(proof, crook.networkId(), 2)),
            Refusal.PROVENANCE_NOT_IN_LOG));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aFalseProofIsRefusedByName(Lie lie) {
    Coin coin = crook.coin();
    Spendable shown = lie.forge.of(crook, coin);
    Books before = Books.of(network);
    Deal deal = crook.agree(HALYK, aigerim);
    Draft draft = crook.payment(deal, new Coin(shown, coin.owner()), PAID);

    assertThatThrownBy(() -> crook.propose(deal, draft))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_REFUSED);
              assertThat(e.problem().values()).containsEntry("refusal", lie.rule.name());
            });

    before.requireSame(Books.of(network));
  }

  private static Lie lie(String what, Forge forge, Refusal rule) {
    return new Lie(what, forge, rule);
  }

  private static Spendable shown(Coin coin, Provenance provenance) {
    Spendable honest = coin.spendable();
    return new Spendable(honest.ref(), honest.state(), honest.tagNonce(), provenance);
  }

  @FunctionalInterface
  private interface StateChange {
    StateProof of(StateProof honest);
  }

  @FunctionalInterface
  private interface FinalityChange {
    FinalityProof of(FinalityProof honest);
  }

  @FunctionalInterface
  private interface HeadChange {
    SignedHead of(LogHead head, String member);
  }

  private static Spendable state(Coin coin, StateChange change) {
    var honest = (Provenance.Notarised) coin.spendable().provenance();
    return shown(coin, new Provenance.Notarised(change.of(honest.state()), honest.finality()));
  }

  private static Spendable finality(Spendable honest, FinalityChange change) {
    var proof = (Provenance.Notarised) honest.provenance();
    return new Spendable(
        honest.ref(),
        honest.state(),
        honest.tagNonce(),
        new Provenance.Notarised(proof.state(), change.of(proof.finality())));
  }

  private static Spendable head(Spendable honest, HeadChange change) {
    return finality(
        honest,
        proof -> {
          String member = proof.head().signatures().getFirst().member();
          SignedHead head = change.of(proof.head().head(), member);
          return new FinalityProof(proof.decision(), proof.path(), head);
        });
  }

  /// The coin, with a value leaf that says more.
  private static Spendable worth(Spendable honest, Amount amount) {
    Token token = honest.token();
    var richer =
        new Token(token.asset(), amount, token.mark(), token.condition(), token.custodian());
    var proof = (Provenance.Notarised) honest.provenance();
    StateProof state = proof.state();
    var value = new Leaf(state.value().nonce(), Bytes.of(richer.valueLeaf()));
    return new Spendable(
        honest.ref(),
        richer,
        honest.tagNonce(),
        new Provenance.Notarised(
            new StateProof(
                state.header(),
                state.headerNonce(),
                state.path(),
                value,
                state.owner(),
                state.inputsRoot(),
                state.tagsRoot(),
                state.referencesRoot(),
                state.intentsRoot()),
            proof.finality()));
  }

  private static StateProof atTheNextIndex(StateProof honest) {
    MerklePath path = honest.path();
    return new StateProof(
        honest.header(),
        honest.headerNonce(),
        new MerklePath(path.index() ^ 1, path.size(), path.hashes()),
        honest.value(),
        honest.owner(),
        honest.inputsRoot(),
        honest.tagsRoot(),
        honest.referencesRoot(),
        honest.intentsRoot());
  }

  /// An output of an own transaction that the notary logged as void: its input was spent before.
  private static Spendable ofVoid(DishonestBank crook, Coin coin) {
    crook.notarise(crook.onUs(coin), coin);
    Draft again = crook.onUs(coin);
    var answer = (NotaryAnswer.Voided) crook.notarise(again, coin);
    return crook.output(again, 0, coin.owner(), answer.proof()).spendable();
  }

  /// An output of a transaction that exists only on paper, with the decision of another.
  private static Spendable ofDraft(DishonestBank crook, Coin coin) {
    Draft paper = crook.onUs(coin);
    Transaction transaction = paper.transaction();
    var proof = ((Provenance.Notarised) coin.spendable().provenance()).finality();
    DecisionSummary decision = proof.decision();
    var claimed =
        new DecisionSummary(
            transaction.id(),
            decision.outcome(),
            decision.consumed(),
            1,
            decision.tags(),
            decision.logTime(),
            decision.attesters(),
            decision.epoch());
    return crook
        .output(paper, 0, coin.owner(), new FinalityProof(claimed, proof.path(), proof.head()))
        .spendable();
  }

  private static FinalityProof madeFinal(FinalityProof proof) {
    DecisionSummary decision = proof.decision();
    var claimed =
        new DecisionSummary(
            decision.id(),
            new Finalised(),
            decision.consumed(),
            1,
            decision.tags(),
            decision.logTime(),
            decision.attesters(),
            decision.epoch());
    return new FinalityProof(claimed, proof.path(), proof.head());
  }

  private static FinalityProof attestedByHalyk(FinalityProof proof) {
    DecisionSummary decision = proof.decision();
    var claimed =
        new DecisionSummary(
            decision.id(),
            decision.outcome(),
            decision.consumed(),
            decision.created(),
            decision.tags(),
            decision.logTime(),
            List.of(new Attester(HALYK, Role.RECEIVE), new Attester(EURASIAN, Role.SPEND)),
            decision.epoch());
    return new FinalityProof(claimed, proof.path(), proof.head());
  }

  private static FinalityProof elsewhere(FinalityProof proof) {
    MerklePath path = proof.path();
    return new FinalityProof(
        proof.decision(),
        new MerklePath(path.index() ^ 1, path.size(), path.hashes()),
        proof.head());
  }

  private static FinalityProof under(FinalityProof proof, Hash networkId, int epoch) {
    LogHead head = proof.head().head();
    var other = new LogHead(networkId, epoch, head.size(), head.root(), head.logTime());
    return new FinalityProof(
        proof.decision(), proof.path(), new SignedHead(other, proof.head().signatures()));
  }
}
