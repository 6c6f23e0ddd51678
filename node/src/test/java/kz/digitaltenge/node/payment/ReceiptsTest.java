package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static kz.digitaltenge.node.testkit.InMemoryNetwork.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.BusyException;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.claim.OpenEnds;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;
import org.junit.jupiter.api.Test;

/// What a payee's node keeps of other nodes' transactions, and for how long.
class ReceiptsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void aPeerThatFinishesNothingIsAskedToWaitAndOthersAreNot() {
    InMemoryNetwork.play(
        network -> {
          List<VaultRecord.Stored> stored = storedByCenterCredit(network);
          var receipts = new Receipts(network.centerCredit().parts(), new OpenEnds(), 2);

          add(receipts, stored.get(0));
          add(receipts, stored.get(1));

          assertThatThrownBy(() -> add(receipts, stored.get(2)))
              .isInstanceOf(BusyException.class)
              .hasMessageContaining(network.halyk().id().value());
          assertThatThrownBy(() -> receipts.requireRoom(network.halyk().id()))
              .isInstanceOf(BusyException.class);
          receipts.requireRoom(network.eurasian().id());
          assertThat(receipts.all()).hasSize(2);
        });
  }

  @Test
  void whatIsFinishedMakesRoomAndIsNotTakenAgain() {
    InMemoryNetwork.play(
        network -> {
          List<VaultRecord.Stored> stored = storedByCenterCredit(network);
          var receipts = new Receipts(network.centerCredit().parts(), new OpenEnds(), 1);
          add(receipts, stored.getFirst());

          assertThat(receipts.end(receipts.all().getFirst())).isTrue();

          receipts.requireRoom(network.halyk().id());
          assertThatThrownBy(() -> add(receipts, stored.getFirst()))
              .hasMessageContaining("TRANSACTION_HAS_ENDED");
          receipts.requireRoom(network.halyk().id());
        });
  }

  @Test
  void theSameTransactionTwiceTakesOnePlace() {
    InMemoryNetwork.play(
        network -> {
          List<VaultRecord.Stored> stored = storedByCenterCredit(network);
          var receipts = new Receipts(network.centerCredit().parts(), new OpenEnds(), 2);

          var first = receipts.add(signed(stored.getFirst()), stored.getFirst());
          var second = receipts.add(signed(stored.getFirst()), stored.getFirst());

          assertThat(network.simulation().await(second, Duration.ofMinutes(1)))
              .isSameAs(network.simulation().await(first, Duration.ofMinutes(1)));
          add(receipts, stored.get(1));
        });
  }

  private static void add(Receipts receipts, VaultRecord.Stored record) {
    var _ = receipts.add(signed(record), record);
  }

  private static SignedTransaction signed(VaultRecord.Stored record) {
    return SignedTransaction.decode(record.transaction().trusted());
  }

  /// Three transactions that Halyk has proposed to CenterCredit.
  private static List<VaultRecord.Stored> storedByCenterCredit(InMemoryNetwork network) {
    AccountId aigerim = network.funded(network.halyk(), 1_000);
    AccountId bolat = network.centerCredit().open("Bolat");
    for (int i = 0; i < 3; i++) {
      network.pay(network.halyk(), order("p" + i, aigerim, bolat, 10));
    }
    network.settle();
    var stored = new ArrayList<VaultRecord.Stored>();
    try (VaultScan scan = network.centerCredit().vault().scan()) {
      scan.transactions(known -> known.stored().ifPresent(stored::add));
    }
    return stored;
  }

  @Test
  void anEndIsRememberedUntilTheVaultIsAskedAboutIt() {
    var ended = new EndedReceipts();
    var id = new TransactionId(Hash.sha256(new byte[] {1}));
    var window = new TimeWindow(NOON.minusSeconds(30), NOON.plusSeconds(60));
    ended.add(id);
    ended.written(id, window);

    for (int age = 0; age < 120; age++) {
      Instant now = NOON.plusSeconds(age);
      ended.forget(now);
      assertThat(ended.contains(id, window) || ended.isForgettable(window, now)).isTrue();
    }
    assertThat(ended.contains(id, window)).isFalse();
  }

  @Test
  void anEndThatTheVaultHasNotTakenIsRememberedHoweverLong() {
    var ended = new EndedReceipts();
    var id = new TransactionId(Hash.sha256(new byte[] {1}));
    var window = new TimeWindow(NOON.minusSeconds(30), NOON.plusSeconds(60));
    ended.add(id);

    ended.forget(NOON.plusSeconds(3_600));

    assertThat(ended.contains(id, window)).isTrue();
  }

  /// The payer takes the payee's attestation and leaves it out when it asks the notary, so that the
  /// payee's token exists and nobody accepts it.
  @Test
  void moneyThatNobodyWouldAcceptIsNotCredited() {
    InMemoryNetwork.play(
        network -> {
          AccountId aigerim = network.funded(network.halyk(), 1_000);
          AccountId bolat = network.centerCredit().open("Bolat");
          OwnState token = live(network.halyk()).getFirst();
          network.halyk().crashAt(Step.PAYER_RECEIVE_ATTESTED);
          var _ = network.halyk().pay(order("p1", aigerim, bolat, 300));
          network.simulation().pass(Duration.ofSeconds(1));
          network.halyk().start();

          network.notary().judge(withoutReceipt(network, token));
          network.simulation().pass(Duration.ofSeconds(20));

          holds(network.centerCredit(), bolat, 0);
          assertThat(network.centerCredit().balance(bolat).incoming()).isEqualTo(Amount.ZERO);
          assertThat(network.log().errors())
              .singleElement()
              .asString()
              .contains("ALARM")
              .contains(network.halyk().id().value());
          assertThat(end(network.centerCredit(), network.halyk())).isEqualTo(Outcome.FINAL);
          assertThat(live(network.centerCredit())).isEmpty();
        });
  }

  private static NotaryRequest withoutReceipt(InMemoryNetwork network, OwnState token) {
    KnownTransaction known =
        network
            .centerCredit()
            .vault()
            .received(network.halyk().id(), new PaymentId("p1"))
            .join()
            .getFirst();
    Transaction transaction = SignedTransaction.decode(known.transaction().trusted()).transaction();
    Hash nonce = network.halyk().parts().nonces().nonce(token.label());
    return NotaryRequest.notarise(
        transaction,
        List.of(new TagOpening(network.halyk().id(), nonce)),
        network
            .keys()
            .node(network.halyk().id())
            .attest(network.keys().networkId(), 1, Role.SPEND, transaction.id()));
  }

  private static Outcome end(SimulatedNode payee, SimulatedNode payer) {
    return payee
        .vault()
        .received(payer.id(), new PaymentId("p1"))
        .join()
        .getFirst()
        .settlement()
        .orElseThrow()
        .outcome();
  }

  private static List<OwnState> live(SimulatedNode node) {
    var live = new ArrayList<OwnState>();
    try (VaultScan scan = node.vault().scan()) {
      scan.liveStates(live::add);
    }
    return live;
  }

  @Test
  void aSecondLogThatThePeersAreShownRaisesAnAlarm() {
    InMemoryNetwork.play(
        network -> {
          network.funded(network.halyk(), 1_000);
          var other =
              new LogHead(
                  network.keys().networkId(), 1, 1, Hash.sha256(new byte[] {6}), TestNetwork.NOW);
          var head =
              new SignedHead(
                  other,
                  network.keys().headSigners().entrySet().stream()
                      .map(
                          member ->
                              new MemberSignature(
                                  member.getKey(), member.getValue().sign(other.message())))
                      .toList());

          var told =
              network
                  .wire()
                  .send(network.eurasian().id(), network.halyk().id(), Wire.GOSSIP, head.encode());
          network.simulation().await(told, Duration.ofMinutes(1));

          assertThat(network.log().errors())
              .singleElement()
              .asString()
              .contains("ALARM")
              .contains("does not continue");
        });
  }
}
