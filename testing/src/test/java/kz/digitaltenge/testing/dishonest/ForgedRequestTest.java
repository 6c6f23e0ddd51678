package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Decision.Outcome.Voided;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank asks the notary for what it should not, under its own valid keys: the notary answers by
/// name, and the live set stays as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRequestTest {
  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private Loot loot;
  private Books before;

  /// What the crook has learnt of Halyk's: a token that it paid to Halyk itself, and Halyk's word
  /// on that payment.
  record Loot(Spendable token, Attestation receipt, Transaction payment) {}

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(HALYK, "1000000.00", "for-halyk");
    AccountId aigerim = network.customer(HALYK, "aigerim", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
    loot = payHonestly(aigerim);
    before = Books.of(network);
  }

  private Loot payHonestly(AccountId payee) {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, payee);
    Draft draft = crook.payment(deal, coin, Amount.ofTenge(10));
    Attestation receipt = crook.propose(deal, draft);
    var proof = ((NotaryAnswer.Final) crook.notarise(draft, coin, receipt)).proof();
    crook.deliver(HALYK, proof);
    return new Loot(
        crook.output(draft, 0, coin.owner(), proof).spendable(), receipt, draft.transaction());
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  /// What the notary says to a request that is spoilt in one way.
  record Cheat(String what, Play play, Enum<?> said) {
    @Override
    public String toString() {
      return what;
    }
  }

  @FunctionalInterface
  interface Play {
    NotaryAnswer of(DishonestBank crook, Loot loot);
  }

  static Stream<Cheat> cheats() {
    return Stream.of(othersTokens(), wordsMissing(), wordsForged(), shapes(), otherPlaces())
        .flatMap(each -> each);
  }

  private static Stream<Cheat> othersTokens() {
    return Stream.of(
        new Cheat(
            "another bank's token as its own",
            (crook, loot) -> {
              Transaction theft = theft(crook, loot).transaction();
              return crook.notarise(
                  theft,
                  List.of(new TagOpening(crook.id(), crook.freshHash())),
                  List.of(crook.attest(Role.SPEND, theft.id())));
            },
            NotaryRefusal.TAG_IS_NOT_OPENED),
        new Cheat(
            "another bank's token in that bank's name",
            (crook, loot) -> {
              Transaction theft = theft(crook, loot).transaction();
              return crook.notarise(
                  theft,
                  List.of(new TagOpening(HALYK, crook.freshHash())),
                  List.of(inNameOf(crook, theft.id())));
            },
            NotaryRefusal.ATTESTATION_IS_NOT_VALID),
        new Cheat(
            "the other bank's receive attestation as a spend",
            (crook, loot) -> {
              Transaction theft = theft(crook, loot).transaction();
              return crook.notarise(
                  theft,
                  List.of(new TagOpening(HALYK, crook.freshHash())),
                  List.of(as(Role.SPEND, loot.receipt), crook.attest(Role.SPEND, theft.id())));
            },
            NotaryRefusal.ATTESTATION_IS_NOT_VALID),
        new Cheat(
            "another bank's token given up in its name",
            (crook, loot) -> {
              Transaction theft = theft(crook, loot).transaction();
              return crook.submit(
                  NotaryRequest.release(
                      theft,
                      List.of(new TagOpening(crook.id(), crook.freshHash())),
                      List.of(crook.attest(Role.VOID, theft.id()))));
            },
            NotaryRefusal.TAG_IS_NOT_OPENED),
        new Cheat(
            "a token that nothing created",
            (crook, loot) -> {
              var nothing = new StateRef(new TransactionId(crook.freshHash()), 0);
              Coin coin = crook.coin();
              Spendable invented =
                  new Spendable(
                      nothing,
                      coin.spendable().state(),
                      coin.spendable().tagNonce(),
                      coin.spendable().provenance());
              return spend(crook, new Coin(invented, coin.owner()));
            },
            VoidReason.CONFLICT),
        new Cheat(
            "a token that it has spent already",
            (crook, loot) -> {
              var input = loot.payment.inputs().getFirst();
              Coin coin = crook.coin();
              Spendable spent =
                  new Spendable(
                      input,
                      coin.spendable().state(),
                      coin.spendable().tagNonce(),
                      coin.spendable().provenance());
              return spend(crook, new Coin(spent, coin.owner()));
            },
            VoidReason.CONFLICT));
  }

  private static Stream<Cheat> wordsMissing() {
    return Stream.of(
        words(
            "nobody's word", (crook, id) -> List.of(), NotaryRefusal.SPEND_ATTESTATION_IS_MISSING),
        words(
            "its receive attestation as a spend",
            (crook, id) -> List.of(crook.attest(Role.RECEIVE, id)),
            NotaryRefusal.SPEND_ATTESTATION_IS_MISSING),
        words(
            "its word given twice",
            (crook, id) -> List.of(crook.attest(Role.SPEND, id), crook.attest(Role.SPEND, id)),
            NotaryRefusal.ATTESTATION_IS_REPEATED),
        words(
            "its word to give it up",
            (crook, id) -> List.of(crook.attest(Role.SPEND, id), crook.attest(Role.VOID, id)),
            NotaryRefusal.ATTESTATION_ROLE_IS_UNEXPECTED));
  }

  private static Stream<Cheat> wordsForged() {
    return Stream.of(
        words(
            "its word on another transaction",
            (crook, id) -> List.of(crook.attest(Role.SPEND, new TransactionId(crook.freshHash()))),
            NotaryRefusal.ATTESTATION_IS_NOT_VALID),
        words(
            "its word under another network",
            (crook, id) ->
                List.of(crook.attest(crook.freshHash(), crook.epoch(), own(crook), Role.SPEND, id)),
            NotaryRefusal.ATTESTATION_IS_NOT_VALID),
        words(
            "its word under an epoch to come",
            (crook, id) ->
                List.of(
                    crook.attest(crook.networkId(), crook.epoch() + 1, own(crook), Role.SPEND, id)),
            NotaryRefusal.NODE_IS_UNKNOWN),
        words(
            "a key for another part of the log",
            (crook, id) -> {
              KeyCertificate later = crook.certificate(crook.id(), 1_000_000, 2_000_000);
              return List.of(crook.attest(crook.networkId(), crook.epoch(), later, Role.SPEND, id));
            },
            NotaryRefusal.ATTESTATION_KEY_IS_OUT_OF_RANGE));
  }

  private static Stream<Cheat> shapes() {
    return Stream.of(
        drafts(
            "a coin listed twice",
            (crook, draft, coin) -> draft.input(coin.spendable()),
            NotaryRefusal.INPUT_IS_REPEATED),
        drafts(
            "a tag fewer than outputs",
            (crook, draft, coin) -> draft.withoutLastTag(),
            NotaryRefusal.TAGS_DO_NOT_MATCH_OUTPUTS),
        drafts(
            "nothing consumed",
            (crook, draft, coin) -> draft.inputs.clear(),
            NotaryRefusal.NO_INPUTS),
        new Cheat(
            "inputs hidden",
            (crook, loot) -> {
              Coin coin = crook.coin();
              Transaction transaction = crook.onUs(coin).transaction();
              return crook.submit(
                  new NotaryRequest(
                      NotaryRequest.Kind.NOTARISE,
                      transaction.tearOff(Set.of()),
                      List.of(coin.opening()),
                      List.of(crook.attest(Role.SPEND, transaction.id()))));
            },
            NotaryRefusal.PART_IS_NOT_SHOWN),
        new Cheat(
            "no opening",
            (crook, loot) -> {
              Transaction transaction = crook.onUs(crook.coin()).transaction();
              return crook.notarise(
                  transaction, List.of(), List.of(crook.attest(Role.SPEND, transaction.id())));
            },
            NotaryRefusal.OPENINGS_DO_NOT_MATCH_INPUTS));
  }

  private static Stream<Cheat> otherPlaces() {
    return Stream.of(
        drafts(
            "a transaction of another network",
            (crook, draft, coin) -> draft.network(crook.freshHash()),
            NotaryRefusal.NETWORK_IS_ANOTHER),
        drafts(
            "a transaction of an epoch to come",
            (crook, draft, coin) -> draft.epoch(crook.epoch() + 1),
            NotaryRefusal.EPOCH_IS_UNKNOWN),
        drafts(
            "a window that is over", (crook, draft, coin) -> draft.window(past()), Nothing.NEVER));
  }

  /// What is no refusal and still moves nothing.
  private enum Nothing {
    NEVER
  }

  @ParameterizedTest
  @MethodSource("cheats")
  void aForgedRequestIsAnsweredByName(Cheat cheat) {
    NotaryAnswer answer = cheat.play.of(crook, loot);

    assertThat(said(answer)).as("%s", answer).isEqualTo(cheat.said);
    before.requireSame(Books.of(network));
  }

  private static Enum<?> said(NotaryAnswer answer) {
    return switch (answer) {
      case NotaryAnswer.Refused(NotaryRefusal reason, _) -> reason;
      case NotaryAnswer.Voided(var proof) -> ((Voided) proof.decision().outcome()).reason();
      case NotaryAnswer.Never _ -> Nothing.NEVER;
      case NotaryAnswer.Final _,
          NotaryAnswer.Archived _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ ->
          throw new AssertionError(answer);
    };
  }

  @FunctionalInterface
  private interface Words {
    List<Attestation> on(DishonestBank crook, TransactionId id);
  }

  @FunctionalInterface
  private interface Change {
    void of(DishonestBank crook, Draft draft, Coin coin);
  }

  /// An own spend, good but for who attests it how.
  private static Cheat words(String what, Words words, NotaryRefusal refusal) {
    return new Cheat(
        what,
        (crook, loot) -> {
          Coin coin = crook.coin();
          Transaction transaction = crook.onUs(coin).transaction();
          return crook.notarise(
              transaction, List.of(coin.opening()), words.on(crook, transaction.id()));
        },
        refusal);
  }

  /// An own spend, good but for what it says.
  private static Cheat drafts(String what, Change change, Enum<?> said) {
    return new Cheat(
        what,
        (crook, loot) -> {
          Coin coin = crook.coin();
          Draft draft = crook.onUs(coin);
          change.of(crook, draft, coin);
          Transaction transaction = draft.transaction();
          var openings = new ArrayList<TagOpening>();
          draft.inputs.forEach(_ -> openings.add(coin.opening()));
          return crook.notarise(
              transaction, openings, List.of(crook.attest(Role.SPEND, transaction.id())));
        },
        said);
  }

  private static NotaryAnswer spend(DishonestBank crook, Coin coin) {
    return crook.notarise(crook.onUs(coin), coin);
  }

  /// Halyk's token goes to the crook.
  private static Draft theft(DishonestBank crook, Loot loot) {
    return crook.onUs(new Coin(loot.token, crook.freshSigner()));
  }

  private static KeyCertificate own(DishonestBank crook) {
    return crook.certificate(crook.id(), 0, 1_000);
  }

  private static Attestation inNameOf(DishonestBank crook, TransactionId id) {
    KeyCertificate forged = crook.certificate(HALYK, 0, 1_000);
    return crook.attest(crook.networkId(), crook.epoch(), forged, Role.SPEND, id);
  }

  private static Attestation as(Role role, Attestation word) {
    return new Attestation(role, word.epoch(), word.certificate(), word.path(), word.signature());
  }

  private static TimeWindow past() {
    Instant until = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(5);
    return new TimeWindow(until.minusSeconds(30), until);
  }
}
