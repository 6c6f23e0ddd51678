package kz.digitaltenge.node.peer;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that says something else than it should, or nothing that can be read: the other side
/// refuses, stores nothing, attests nothing, and serves everybody else.
class LyingPeerTest {
  private static final AccountId SOMEBODY_ELSE = AccountId.of("826", "0000000000002");
  private static final Hash A_HASH = Hash.sha256(new byte[] {7});

  /// One lie in an otherwise good proposal.
  record Lie(String what, Function<Forgery, Propose> tell, ErrorCode code, String refusal) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Lie> lies() {
    return Stream.of(
        broken("no proofs", forgery -> forgery.provenance(List.of()), "PROVENANCE_COUNT_DIFFERS"),
        broken("a proof elsewhere", Forgery::proofOfAnotherPlace, "PROVENANCE_NOT_IN_LOG"),
        broken("an unsigned head", Forgery::proofUnderAnUnsignedHead, "PROVENANCE_NOT_IN_LOG"),
        broken("no signature", Forgery::unsigned, "CONDITION_NOT_MET"),
        broken(
            "more than went in",
            forgery -> forgery.inflated(Amount.ofTiyn(1)),
            "SUM_NOT_CONSERVED"),
        broken("another address", Forgery::toOwnKey, "OUTPUT_NOT_AS_PREPARED"),
        broken("another tag", Forgery::mistagged, "OUTPUT_NOT_AS_PREPARED"),
        broken(
            "another account", forgery -> forgery.payee(SOMEBODY_ELSE), "OUTPUT_NOT_AS_PREPARED"),
        broken("nothing for the payee", Forgery::allToItself, "OUTPUT_NOT_AS_PREPARED"),
        broken(
            "money from nothing",
            forgery -> forgery.meaning(new Intent.Issue(A_HASH)),
            "REGISTER_MISSING"),
        broken(
            "tidying up across banks",
            forgery -> forgery.meaning(new Intent.Housekeeping()),
            "HOUSEKEEPING_CHANGES_OWNER"),
        broken(
            "another network",
            forgery ->
                forgery.under(header -> header(header, A_HASH, header.epoch(), header.window())),
            "NETWORK_DIFFERS"),
        new Lie(
            "another payment", forgery -> forgery.payment("p2"), ErrorCode.MALFORMED_REQUEST, ""),
        new Lie("another attempt", forgery -> forgery.attempt(2), ErrorCode.MALFORMED_REQUEST, ""),
        new Lie(
            "no payment",
            forgery -> forgery.meaning(new Intent.Order(A_HASH)),
            ErrorCode.MALFORMED_REQUEST,
            ""),
        new Lie(
            "an epoch to come",
            forgery ->
                forgery.under(header -> header(header, header.networkId(), 2, header.window())),
            ErrorCode.STALE_PARAMETERS,
            ""),
        new Lie(
            "a window that is over",
            forgery -> forgery.under(LyingPeerTest::over),
            ErrorCode.CLOCK_SKEW,
            ""));
  }

  private static Lie broken(String what, Function<Forgery, Propose> tell, String refusal) {
    return new Lie(what, tell, ErrorCode.TRANSACTION_REFUSED, refusal);
  }

  private static TransactionHeader header(
      TransactionHeader honest, Hash networkId, int epoch, TimeWindow window) {
    return new TransactionHeader(networkId, epoch, window, honest.outputCount(), honest.tagCount());
  }

  private static TransactionHeader over(TransactionHeader honest) {
    Instant until = honest.window().from();
    var window = new TimeWindow(until.minusSeconds(60), until);
    return header(honest, honest.networkId(), honest.epoch(), window);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLieInAProposalIsRefusedByName(Lie lie) {
    InMemoryNetwork.play(
        network -> {
          // So that there is another place in the log.
          network.funded(network.eurasian(), 1);
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.centerCredit().open("somebody else");
          network.wire().forger(Forgery.of(network.halyk(), lie.tell));

          Problem problem = refusal(network, aigerim, bolat);

          assertThat(problem.code()).isEqualTo(lie.code);
          assertThat(problem.values().getOrDefault("refusal", "")).isEqualTo(lie.refusal);
          nothingHappened(network, aigerim);
        });
  }

  @Test
  void tokensOfAnotherBankAreNotTakenFromSomebodyWhoKnowsThem() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network
              .wire()
              .forger(
                  call ->
                      new Wire.Call(network.eurasian().id(), call.to(), call.kind(), call.body()));

          assertThat(refusal(network, aigerim, bolat).code()).isEqualTo(ErrorCode.FOREIGN_TOKEN);
          nothingHappened(network, aigerim);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {-120, -61, 31, 120})
  void aPayeeWhoseClockIsOffSaysSo(long aheadSeconds) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          // The window reaches from 30 s before the payer's clock to 60 s after it.
          network.halyk().clockError(Duration.ofSeconds(aheadSeconds));

          assertThat(refusal(network, aigerim, bolat).code()).isEqualTo(ErrorCode.CLOCK_SKEW);

          network.halyk().clockError(Duration.ZERO);
          nothingHappened(network, aigerim);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {-55, -20, 20})
  void clocksMayDifferALittle(long aheadSeconds) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network.halyk().clockError(Duration.ofSeconds(aheadSeconds));

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
          network.settle();
        });
  }

  @Test
  void aPayerBehindAnUrgentChangeIsToldItsParametersAreStale() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          adopt(network, true);

          assertThat(refusal(network, aigerim, bolat).code()).isEqualTo(ErrorCode.STALE_PARAMETERS);
          holds(network.halyk(), aigerim, 1_000);
        });
  }

  @Test
  void aPayerBehindAnOrdinaryChangeMayStillPay() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          adopt(network, false);

          assertThat(network.pay(network.halyk(), order("p1", aigerim, bolat, 300)))
              .isInstanceOf(PaymentResult.Final.class);
        });
  }

  /// Everybody but the payer's bank.
  private static void adopt(InMemoryNetwork network, boolean urgent) {
    NetworkParameters next = TestNetwork.successorOf(network.halyk().view().current(), urgent);
    network.notary().change(network.keys().signed(next));
    network.nodes().stream()
        .filter(node -> node != network.halyk())
        .forEach(node -> node.view(node.view().adopt(next)));
  }

  /// Which message is spoilt.
  static Stream<Integer> kinds() {
    return Stream.of(
        MessageKind.PREPARE, MessageKind.PROPOSE, MessageKind.DELIVER, MessageKind.GOSSIP);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void bytesThatCannotBeReadAreRefusedAndNothingElse(int kind) {
    InMemoryNetwork.play(
        network -> {
          var random = new Random(kind);
          for (int length : new int[] {0, 1, 2, 17, 300, 70_000}) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            assertThat(code(network, kind, garbage)).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
          }
          assertThat(code(network, 99, new byte[0])).isEqualTo(ErrorCode.UNKNOWN_MESSAGE_KIND);
          network.settle();
        });
  }

  @Test
  void everyFlippedBitOfAProposalIsRefused() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          byte[] proposal = proposal(network, aigerim, bolat).toArray();
          var random = new Random(5);
          for (int i = 0; i < 300; i++) {
            byte[] flipped = proposal.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));

            assertThat(code(network, MessageKind.PROPOSE, flipped))
                .isNotIn(ErrorCode.INTERNAL_FAULT);
          }
          nothingHappened(network, aigerim);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "another transaction",
        "another role",
        "another epoch",
        "another node",
        "a key of the future",
        "a key that is nearly over",
        "garbage"
      })
  void aPayeesFalseWordIsNoticedBeforeTheCommit(String what) {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          network
              .wire()
              .answers(
                  (call, answer) ->
                      call.kind() == MessageKind.PROPOSE
                          ? FalseWord.of(what, network, call, answer)
                          : answer);

          assertThat(refusal(network, aigerim, bolat).code())
              .isEqualTo(ErrorCode.PEER_SENT_GARBAGE);

          holds(network.halyk(), aigerim, 1_000);
          // The payee has stored it honestly, and learns that it never happens.
          network.wire().answers((_, answer) -> answer);
          network.settle();
        });
  }

  /// What a payer would send, without sending it.
  private static Bytes proposal(InMemoryNetwork network, AccountId payer, AccountId payee) {
    Bytes[] captured = {Bytes.empty()};
    network
        .wire()
        .weather(
            call -> {
              if (call.kind() == MessageKind.PROPOSE) {
                captured[0] = call.body();
                return Wire.Fate.REQUEST_IS_LOST;
              }
              return Wire.Fate.ARRIVES;
            });
    assertThat(network.pay(network.halyk(), order("p1", payer, payee, 300)))
        .isInstanceOf(PaymentResult.Refused.class);
    network.wire().weather(_ -> Wire.Fate.ARRIVES);
    return captured[0];
  }

  /// What the payee's node answers when Halyk sends these bytes.
  private static ErrorCode code(InMemoryNetwork network, int kind, byte[] body) {
    var answer = network.wire().send(network.halyk().id(), network.centerCredit().id(), kind, body);
    try {
      network.simulation().await(answer, Duration.ofMinutes(1));
    } catch (PlatformException e) {
      return e.code();
    }
    throw new AssertionError("it was accepted");
  }

  private static Problem refusal(InMemoryNetwork network, AccountId payer, AccountId payee) {
    PaymentResult result = network.pay(network.halyk(), order("p1", payer, payee, 300));
    assertThat(result).isInstanceOf(PaymentResult.Refused.class);
    return ((PaymentResult.Refused) result).problem();
  }

  private static void nothingHappened(InMemoryNetwork network, AccountId payer) {
    assertThat(network.centerCredit().flows().unresolvedReceipts()).isZero();
    holds(network.halyk(), payer, 1_000);
    network.wire().forger(UnaryOperator.identity());
    network.settle();
  }
}
