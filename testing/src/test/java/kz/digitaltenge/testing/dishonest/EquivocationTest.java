package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Decision.Outcome.Voided;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.Propose;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank says one thing here and another there: whoever was promised money gets it once or learns
/// that it never comes, and finds out by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EquivocationTest {
  private static final Amount PAID = Amount.ofTenge(10);
  private static final Duration FOUND_OUT = Duration.ofSeconds(15);

  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private AccountId aigerim;
  private AccountId bolat;

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(HALYK, "1000000.00", "for-halyk");
    network.issue(CENTER_CREDIT, "1000000.00", "for-centercredit");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    bolat = network.customer(CENTER_CREDIT, "bolat", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
  }

  @AfterEach
  void honestAgain() {
    crook.desk().honestAgain();
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  @Test
  void aCoinPromisedHereAndSpentAtHomeBringsNothing() {
    Books before = Books.of(network);
    Coin coin = crook.coin();
    Promise promise = promise(HALYK, aigerim, coin);
    Draft atHome = crook.onUs(coin);
    assertThat(crook.notarise(atHome, coin)).isInstanceOf(NotaryAnswer.Final.class);

    NotaryAnswer answer = crook.notarise(promise.draft, coin, promise.word);

    assertThat(conflict(answer)).isEqualTo(VoidReason.CONFLICT);
    before.requireSameForOthers(Books.of(network));
  }

  @Test
  void aCoinPromisedHereAndNeverSpentBringsNothingOnceTheWindowIsOver() {
    Books before = Books.of(network);
    Coin coin = crook.coin();
    Promise promise = promise(HALYK, aigerim, coin, DishonestBank::shortly);
    assertThat(incoming(HALYK, aigerim)).isEqualTo(PAID);

    // Returns when Halyk knows the end of everything.
    before.requireSame(Books.of(network));

    assertThat(crook.status(promise.draft.transaction())).isInstanceOf(NotaryAnswer.Never.class);
  }

  @Test
  void aCoinPromisedToTwoBanksIsPaidToOne() {
    Coin coin = crook.coin();
    Amount atHalyk = available(HALYK, aigerim);
    Amount atCenterCredit = available(CENTER_CREDIT, bolat);
    Promise first = promise(HALYK, aigerim, coin);
    Promise second = promise(CENTER_CREDIT, bolat, coin);

    FinalityProof proof =
        ((NotaryAnswer.Final) crook.notarise(first.draft, coin, first.word)).proof();
    NotaryAnswer refused = crook.notarise(second.draft, coin, second.word);
    // The crook tells the second bank of the first one's proof, and nothing of its own.
    crook.deliver(CENTER_CREDIT, proof);

    assertThat(conflict(refused)).isEqualTo(VoidReason.CONFLICT);
    var _ = Books.of(network);
    assertThat(available(HALYK, aigerim)).isEqualTo(atHalyk.plus(PAID));
    assertThat(available(CENTER_CREDIT, bolat)).isEqualTo(atCenterCredit);
  }

  @Test
  void onePaymentInTwoTransactionsIsPaidOnceByOneCoin() {
    Coin coin = crook.coin();
    Amount before = available(HALYK, aigerim);
    Deal deal = crook.agree(HALYK, aigerim);
    Draft small = crook.payment(deal, coin, PAID);
    Draft large = crook.payment(deal, coin, PAID.plus(PAID));
    Attestation smallWord = crook.propose(deal, small);
    Attestation largeWord = crook.propose(deal, large);

    NotaryAnswer first = crook.notarise(small, coin, smallWord);
    NotaryAnswer second = crook.notarise(large, coin, largeWord);

    assertThat(first).isInstanceOf(NotaryAnswer.Final.class);
    assertThat(conflict(second)).isEqualTo(VoidReason.CONFLICT);
    var _ = Books.of(network);
    assertThat(available(HALYK, aigerim)).isEqualTo(before.plus(PAID));
  }

  @Test
  void theWordForOneTransactionIsNoneForAnother() {
    Books before = Books.of(network);
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Attestation word = crook.propose(deal, DishonestBank.shortly(crook.payment(deal, coin, PAID)));
    Draft other = crook.payment(deal, coin, PAID.plus(PAID));

    NotaryAnswer answer = crook.notarise(other, coin, word);

    assertThat(answer)
        .isInstanceOfSatisfying(
            NotaryAnswer.Refused.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(NotaryRefusal.ATTESTATION_IS_NOT_VALID));
    before.requireSame(Books.of(network));
  }

  @Test
  void aProofThatIsWithheldIsFoundByThePayeesBank() {
    Amount before = available(HALYK, aigerim);
    Coin coin = crook.coin();
    Promise promise = promise(HALYK, aigerim, coin);

    assertThat(crook.notarise(promise.draft, coin, promise.word))
        .isInstanceOf(NotaryAnswer.Final.class);

    Waiting.until(
        () -> "Halyk asks for itself",
        () -> available(HALYK, aigerim).equals(before.plus(PAID)),
        FOUND_OUT);
  }

  @Test
  void moneyWithoutTheReceiversWordPaysNobody() {
    Books before = Books.of(network);
    Coin coin = crook.coin();
    Promise promise = promise(HALYK, aigerim, coin);

    assertThat(crook.notarise(promise.draft, coin)).isInstanceOf(NotaryAnswer.Final.class);

    before.requireSameForOthers(Books.of(network));
  }

  @Test
  void aFinalTransactionShownAgainIsRefused() {
    Coin coin = crook.coin();
    Promise promise = promise(HALYK, aigerim, coin);
    NotaryAnswer first = crook.notarise(promise.draft, coin, promise.word);
    crook.deliver(HALYK, ((NotaryAnswer.Final) first).proof());
    Books before = Books.of(network);

    assertThatThrownBy(() -> crook.propose(promise.deal, promise.draft))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.problem().values()).containsEntry("refusal", "TRANSACTION_HAS_ENDED"));
    NotaryAnswer again = crook.notarise(promise.draft, coin, promise.word);

    assertThat(again).isInstanceOf(NotaryAnswer.Final.class);
    assertThat(((NotaryAnswer.Final) again).proof().position())
        .isEqualTo(((NotaryAnswer.Final) first).proof().position());
    before.requireSame(Books.of(network));
  }

  /// As a payee the crook is shown a whole transaction of Halyk, signed by its owner.
  @Test
  void anotherBanksTransactionIsNotTakenFromThePayee() {
    crook
        .desk()
        .word(
            _ -> {
              throw Problem.of(ErrorCode.STOPPING, "part", "the crook").exception();
            });
    Books before = Books.of(network);
    pay("stolen");
    Propose halyks = crook.desk().awaitProposal(FOUND_OUT);
    Deal deal = crook.agree(CENTER_CREDIT, bolat, halyks.payment(), halyks.attempt());

    assertThatThrownBy(() -> crook.propose(deal, halyks.transaction(), halyks.provenance()))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FOREIGN_TOKEN));
    before.requireSame(Books.of(network));
  }

  /// What a payee's bank may say instead of its word.
  record FalseWord(String what, Function<Signing, Attestation> word) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Signing(DishonestBank crook, TransactionId id) {}

  static Stream<FalseWord> falseWords() {
    return Stream.of(
        new FalseWord("to spend", it -> it.crook.attest(Role.SPEND, it.id)),
        new FalseWord("to give up", it -> it.crook.attest(Role.VOID, it.id)),
        new FalseWord(
            "on another transaction",
            it -> it.crook.attest(Role.RECEIVE, new TransactionId(it.crook.freshHash()))),
        new FalseWord(
            "of an epoch to come",
            it ->
                it.crook.attest(
                    it.crook.networkId(),
                    it.crook.epoch() + 1,
                    it.crook.certificate(EURASIAN, 0, 1_000),
                    Role.RECEIVE,
                    it.id)),
        new FalseWord(
            "of another network",
            it ->
                it.crook.attest(
                    it.crook.freshHash(),
                    it.crook.epoch(),
                    it.crook.certificate(EURASIAN, 0, 1_000),
                    Role.RECEIVE,
                    it.id)),
        new FalseWord(
            "in the name of another bank",
            it ->
                it.crook.attest(
                    it.crook.networkId(),
                    it.crook.epoch(),
                    it.crook.certificate(CENTER_CREDIT, 0, 1_000),
                    Role.RECEIVE,
                    it.id)),
        new FalseWord(
            "by a key that is not good any more",
            it ->
                it.crook.attest(
                    it.crook.networkId(),
                    it.crook.epoch(),
                    it.crook.certificate(EURASIAN, 0, 1),
                    Role.RECEIVE,
                    it.id)),
        new FalseWord(
            "by a key that is not good yet",
            it ->
                it.crook.attest(
                    it.crook.networkId(),
                    it.crook.epoch(),
                    it.crook.certificate(EURASIAN, 1_000_000, 2_000_000),
                    Role.RECEIVE,
                    it.id)));
  }

  @ParameterizedTest
  @MethodSource("falseWords")
  void aFalseWordIsNoticedBeforeTheCommit(FalseWord falseWord) {
    Books before = Books.of(network);
    crook
        .desk()
        .word(request -> falseWord.word.apply(new Signing(crook, request.transaction().id())));

    PayOutcome outcome = pay("word-" + falseWord.what.replace(' ', '-'));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PayOutcome.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.PEER_SENT_GARBAGE));
    before.requireSame(Books.of(network));
  }

  /// What an honest bank was shown and has given its word on.
  private record Promise(Deal deal, Draft draft, Attestation word) {}

  private Promise promise(NodeId bank, AccountId payee, Coin coin) {
    return promise(bank, payee, coin, UnaryOperator.identity());
  }

  private Promise promise(NodeId bank, AccountId payee, Coin coin, UnaryOperator<Draft> change) {
    Deal deal = crook.agree(bank, payee);
    Draft draft = change.apply(crook.payment(deal, coin, PAID));
    return new Promise(deal, draft, crook.propose(deal, draft));
  }

  /// Halyk's customer pays the crook's.
  private PayOutcome pay(String payment) {
    return network
        .node(HALYK)
        .pay(
            new PayOrder(payment, aigerim.value(), crook.account(1).value(), PAID.toString(), KZT));
  }

  private static VoidReason conflict(NotaryAnswer answer) {
    assertThat(answer).isInstanceOf(NotaryAnswer.Voided.class);
    return ((Voided) ((NotaryAnswer.Voided) answer).proof().decision().outcome()).reason();
  }

  private Amount available(NodeId bank, AccountId account) {
    return line(bank, account).available();
  }

  private Amount incoming(NodeId bank, AccountId account) {
    return line(bank, account).incoming();
  }

  private BalanceLine line(NodeId bank, AccountId account) {
    List<BalanceLine> lines = network.node(bank).balances(account.value());
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
