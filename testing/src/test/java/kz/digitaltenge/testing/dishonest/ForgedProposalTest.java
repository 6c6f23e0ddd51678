package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank proposes what it should not, under its own valid keys: the payee's node refuses by name,
/// attests nothing, and nobody's books change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedProposalTest {
  private static final Amount PAID = Amount.ofTenge(10);

  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private AccountId aigerim;
  private Books before;

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(HALYK, "1000000.00", "for-halyk");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
    before = Books.of(network);
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  /// One spoilt proposal.
  record Cheat(String what, Spoil spoil, ErrorCode code, String rule) {
    @Override
    public String toString() {
      return what;
    }
  }

  /// Sends Halyk something else than the honest payment given.
  @FunctionalInterface
  interface Spoil {
    void send(DishonestBank crook, Deal deal, Coin coin, Draft honest);
  }

  /// Changes the draft before it is signed and sent.
  @FunctionalInterface
  private interface Change {
    void of(DishonestBank crook, Draft draft, Coin coin);
  }

  static Stream<Cheat> cheats() {
    return Stream.of(
            forgedValues(), forgedOwners(), forgedShapes(), forgedPurposes(), mistaggedOutputs())
        .flatMap(each -> each);
  }

  private static Stream<Cheat> forgedValues() {
    return Stream.of(
        breaks(
            "more comes out than went in",
            (crook, draft, coin) -> draft.output(0, worth(draft, 0, PAID.plus(tiyn(1)))),
            Refusal.SUM_NOT_CONSERVED),
        breaks(
            "less comes out than went in",
            (crook, draft, coin) -> draft.output(0, worth(draft, 0, PAID.minus(tiyn(1)))),
            Refusal.SUM_NOT_CONSERVED),
        breaks(
            "a sum beyond what can be expressed",
            (crook, draft, coin) -> {
              Amount most = Amount.ofTiyn(Amount.MAX_TIYN);
              draft.output(0, worth(draft, 0, most)).output(1, worth(draft, 1, most));
              for (int i = 0; i < 200; i++) {
                draft.output(worth(draft, 1, most));
              }
            },
            Refusal.SUM_TOO_LARGE),
        breaks(
            "money of an asset that does not exist",
            (crook, draft, coin) -> {
              Token paid = (Token) draft.outputs.get(0);
              var roubles = new Asset(crook.id(), "RUB");
              draft.output(
                  new Token(
                      roubles, paid.amount(), Optional.empty(), paid.condition(), crook.id()));
            },
            Refusal.ASSET_UNKNOWN),
        breaks(
            "change in the custody of nobody",
            (crook, draft, coin) -> {
              Token change = (Token) draft.outputs.get(1);
              draft.output(
                  1, crook.token(change.amount(), crook.freshSigner().publicKey(), NOBODY));
            },
            Refusal.CUSTODIAN_UNKNOWN),
        new Cheat(
            "a token of zero",
            (crook, deal, coin, honest) -> ZeroToken.propose(crook, deal, honest),
            ErrorCode.MALFORMED_MESSAGE,
            ""));
  }

  private static Stream<Cheat> forgedOwners() {
    return Stream.of(
        breaks(
            "no owner signed",
            (crook, draft, coin) -> draft.signers.clear(),
            Refusal.CONDITION_NOT_MET),
        breaks(
            "somebody else signed too",
            (crook, draft, coin) -> draft.signedBy(crook.freshSigner()),
            Refusal.WITNESS_SUPERFLUOUS),
        new Cheat(
            "a wrong signature of the owner",
            (crook, deal, coin, honest) -> {
              var wrong = signedBy(crook.freshSigner(), coin.owner(), honest);
              crook.propose(deal, wrong, honest.provenance);
            },
            ErrorCode.WRONG_SIGNATURE,
            ""),
        new Cheat(
            "an owner's signature over another transaction",
            (crook, deal, coin, honest) -> {
              SignedTransaction other = crook.payment(deal, coin, PAID).signed();
              crook.propose(
                  deal,
                  new SignedTransaction(honest.transaction(), other.witness()),
                  honest.provenance);
            },
            ErrorCode.WRONG_SIGNATURE,
            ""));
  }

  private static Stream<Cheat> forgedShapes() {
    return Stream.of(
        breaks(
            "a coin counted twice",
            (crook, draft, coin) -> {
              Token change = (Token) draft.outputs.get(1);
              draft.input(coin.spendable());
              draft.output(1, worth(draft, 1, change.amount().plus(DishonestBank.COIN)));
            },
            Refusal.INPUT_LISTED_TWICE),
        breaks(
            "a coin read and consumed",
            (crook, draft, coin) -> draft.reference(coin.ref()),
            Refusal.REFERENCE_ALSO_CONSUMED),
        breaks(
            "an output that the header does not count",
            (crook, draft, coin) -> draft.outputCount(1),
            Refusal.OUTPUT_COUNT_DIFFERS),
        breaks(
            "an output without a tag",
            (crook, draft, coin) -> draft.withoutLastTag(),
            Refusal.TAG_COUNT_DIFFERS),
        breaks(
            "nothing consumed",
            (crook, draft, coin) -> {
              draft.inputs.clear();
              draft.provenance.clear();
            },
            Refusal.INPUTS_MISSING),
        breaks(
            "two purposes",
            (crook, draft, coin) -> draft.intents.add(new Intent.Housekeeping()),
            Refusal.INTENT_NOT_SINGLE),
        breaks(
            "another network",
            (crook, draft, coin) -> draft.network(crook.freshHash()),
            Refusal.NETWORK_DIFFERS),
        new Cheat(
            "an epoch to come",
            changed((crook, draft, coin) -> draft.epoch(crook.epoch() + 1)),
            ErrorCode.STALE_PARAMETERS,
            ""),
        new Cheat(
            "a window that is over",
            changed((crook, draft, coin) -> draft.window(over(draft))),
            ErrorCode.CLOCK_SKEW,
            ""));
  }

  private static Stream<Cheat> forgedPurposes() {
    return Stream.of(
        breaks(
            "an issue without the register",
            (crook, draft, coin) -> draft.intent(new Intent.Issue(crook.freshHash())),
            Refusal.REGISTER_MISSING),
        breaks(
            "an issue from the register of the genesis",
            Register::issueToItself,
            Refusal.ISSUANCE_SIGNATURE_MISSING),
        breaks(
            "housekeeping across banks",
            (crook, draft, coin) -> draft.intent(new Intent.Housekeeping()),
            Refusal.HOUSEKEEPING_CHANGES_OWNER),
        misfits("a lawful order", new Intent.Order(Hash.sha256(new byte[] {1}))),
        misfits("another payment", new Intent.Move(new PaymentId("another"), 1)),
        misfits("another attempt", new Intent.Move(new PaymentId("crook-1"), 7)));
  }

  private static Stream<Cheat> mistaggedOutputs() {
    return Stream.of(
        notAsPrepared(
            "a tag that opens with the sender's nonce",
            (crook, draft, coin) ->
                draft.tag(0, CustodianTag.of(crook.networkId(), crook.id(), crook.freshHash()))),
        notAsPrepared(
            "a tag of the right node, not derived by it",
            (crook, draft, coin) ->
                draft.tag(0, CustodianTag.of(crook.networkId(), HALYK, crook.freshHash()))),
        notAsPrepared(
            "the right tag on another bank's output",
            (crook, draft, coin) -> {
              Token paid = (Token) draft.outputs.get(0);
              draft.output(
                  0,
                  new Token(
                      paid.asset(), paid.amount(), paid.mark(), paid.condition(), CENTER_CREDIT));
            }),
        notAsPrepared(
            "the sender's own key",
            (crook, draft, coin) ->
                draft.output(0, crook.token(PAID, coin.owner().publicKey(), HALYK))),
        notAsPrepared(
            "a second output that nobody prepared",
            (crook, draft, coin) -> {
              Token change = (Token) draft.outputs.get(1);
              draft.output(1, crook.token(change.amount(), coin.owner().publicKey(), HALYK));
            }));
  }

  @ParameterizedTest
  @MethodSource("cheats")
  void aForgedProposalIsRefusedByName(Cheat cheat) {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Draft honest = crook.payment(deal, coin, PAID);

    assertThatThrownBy(() -> cheat.spoil.send(crook, deal, coin, honest))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(cheat.code);
              assertThat(e.problem().values().getOrDefault("refusal", "")).isEqualTo(cheat.rule);
            });

    before.requireSame(Books.of(network));
  }

  /// So that the refusals above are for what was changed.
  @Test
  void theSameProposalUnspoiltIsTakenAndCredited() {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Draft honest = crook.payment(deal, coin, PAID);
    var word = crook.propose(deal, honest);

    NotaryAnswer answer = crook.notarise(honest, coin, word);

    assertThat(answer).isInstanceOf(NotaryAnswer.Final.class);
    crook.deliver(HALYK, ((NotaryAnswer.Final) answer).proof());
    Amount paid = Amount.parse("500.00").plus(PAID);
    Waiting.until(
        () -> "credited",
        () -> network.node(HALYK).balances(aigerim.value()).getFirst().available().equals(paid),
        Duration.ofSeconds(10));
    before = Books.of(network);
  }

  private static final NodeId NOBODY = new NodeId("NOBODYXX");

  private static Cheat breaks(String what, Change change, Refusal rule) {
    return new Cheat(what, changed(change), ErrorCode.TRANSACTION_REFUSED, rule.name());
  }

  private static Cheat notAsPrepared(String what, Change change) {
    return new Cheat(
        what, changed(change), ErrorCode.TRANSACTION_REFUSED, "OUTPUT_NOT_AS_PREPARED");
  }

  private static Cheat misfits(String what, Intent intent) {
    return new Cheat(
        what,
        changed((crook, draft, coin) -> draft.intent(intent)),
        ErrorCode.MALFORMED_REQUEST,
        "");
  }

  private static Spoil changed(Change change) {
    return (crook, deal, coin, honest) -> {
      change.of(crook, honest, coin);
      crook.propose(deal, honest);
    };
  }

  private static Token worth(Draft draft, int output, Amount amount) {
    Token token = (Token) draft.outputs.get(output);
    return new Token(token.asset(), amount, token.mark(), token.condition(), token.custodian());
  }

  private static Amount tiyn(long tiyn) {
    return Amount.ofTiyn(tiyn);
  }

  private static TimeWindow over(Draft draft) {
    TimeWindow now = draft.transaction().header().window();
    return new TimeWindow(now.from().minusSeconds(60), now.from());
  }

  private static SignedTransaction signedBy(Signer hand, Signer name, Draft draft) {
    var transaction = draft.transaction();
    byte[] message = Witness.message(transaction.header().networkId(), transaction.id());
    var signature = new Witness.KeySignature(name.publicKey(), hand.sign(message));
    return new SignedTransaction(transaction, new Witness(List.of(signature), List.of()));
  }

  /// The issuance register of the genesis is known to everybody.
  private static final class Register {
    static void issueToItself(DishonestBank crook, Draft draft, Coin coin) {
      Asset tenge = crook.tenge();
      var genesis = GenesisRegister.of(crook.networkId(), tenge);
      var terms = crook.network().parameters().terms(tenge).orElseThrow();
      var empty =
          IssuanceRegister.empty(tenge, new Condition.Signed(terms.issuanceKey()), tenge.issuer());
      Hash confirmation = crook.freshHash();
      draft.input(
          new Spendable(genesis.ref(), empty, genesis.tagNonce(), new Provenance.Genesis(tenge)));
      draft.output(empty.issued(PAID, confirmation));
      draft.output(0, worth(draft, 0, PAID.plus(PAID)));
      draft.intent(new Intent.Issue(confirmation));
    }
  }
}
