package kz.digitaltenge.notary.core;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What gives a payment back goes on under a block that does not name returns, when the notary sees
/// that it does and another bank than the blocked one attests it (C12).
class BlockedReturnsTest {

  private static final Instant NOW = TestNetwork.FOUNDED.plusSeconds(60);

  private final TestNetwork network = TestNetwork.unsigned();
  private final NotaryCore core =
      NotaryCore.open(new MemoryLiveSet(), network.genesis(), Duration.ofDays(1));
  private long index;

  enum For {
    RETURN,
    HOUSEKEEPING
  }

  enum Intents {
    SHOWN,
    HIDDEN
  }

  private static Arguments row(
      NodeId blocked, Set<Scope> scopes, NodeId payee, For what, Intents intents, boolean isFinal) {
    return Arguments.of(blocked, scopes, payee, what, intents, isFinal);
  }

  private static Stream<Arguments> rows() {
    Set<Scope> send = Set.of(Scope.SEND);
    Set<Scope> receive = Set.of(Scope.RECEIVE);
    return Stream.of(
        row(BANK_A, send, BANK_B, For.RETURN, Intents.SHOWN, true),
        row(BANK_A, send, BANK_B, For.RETURN, Intents.HIDDEN, false),
        row(BANK_A, send, BANK_B, For.HOUSEKEEPING, Intents.SHOWN, false),
        row(BANK_A, Set.of(Scope.SEND, Scope.RETURN), BANK_B, For.RETURN, Intents.SHOWN, false),
        // Within the bank nobody else says so.
        row(BANK_A, send, BANK_A, For.RETURN, Intents.SHOWN, false),
        row(BANK_B, receive, BANK_B, For.RETURN, Intents.SHOWN, true),
        row(BANK_B, receive, BANK_B, For.RETURN, Intents.HIDDEN, false),
        row(BANK_B, Set.of(Scope.RECEIVE, Scope.RETURN), BANK_B, For.RETURN, Intents.SHOWN, false),
        row(BANK_B, receive, BANK_B, For.HOUSEKEEPING, Intents.SHOWN, false),
        row(BANK_B, Set.of(Scope.values()), BANK_B, For.RETURN, Intents.SHOWN, false));
  }

  @ParameterizedTest(name = "{0} blocked for {1}: to {2}, {3}, {4}: {5}")
  @MethodSource("rows")
  void onlyWhatIsSeenToGiveBackGoesOn(
      NodeId blocked, Set<Scope> scopes, NodeId payee, For what, Intents intents, boolean isFinal) {
    Move issued =
        network.move(TestNetwork.FOUNDED, List.of(network.register()), CENTRAL_BANK, BANK_A);
    assertThat(applied(network.notarise(issued))).isEqualTo(Optional.empty());
    Applied order =
        applied(new Entry.Order(network.order(1, blocked, scopes, Optional.empty())), 0);
    assertThat(order.rulings()).containsExactly(new Ruling.InForce());
    Coin coin = issued.outputs().get(1);
    Move move =
        network.move(
            1,
            TestNetwork.window(NOW),
            List.of(coin),
            List.of(),
            List.of(payee),
            switch (what) {
              case RETURN -> new Intent.Refund(new PaymentId("back-1"), 1, issued.id());
              case HOUSEKEEPING -> new Intent.Housekeeping();
            });

    Optional<VoidReason> reason =
        applied(
            switch (intents) {
              case SHOWN -> network.showingIntents(move);
              case HIDDEN -> network.notarise(move);
            });

    assertThat(reason).isEqualTo(isFinal ? Optional.empty() : Optional.of(VoidReason.BLOCKED));
  }

  private static Stream<NodeId> banks() {
    return Stream.of(BANK_A, BANK_B);
  }

  /// Who attests that it receives vouches for a return only of what others spend.
  @ParameterizedTest(name = "{0} blocked")
  @MethodSource("banks")
  void whatTheReceiverAttestsAsSpentTooIsNoReturn(NodeId blocked) {
    Move issued =
        network.move(
            TestNetwork.FOUNDED, List.of(network.register()), CENTRAL_BANK, BANK_A, BANK_B);
    assertThat(applied(network.notarise(issued))).isEqualTo(Optional.empty());
    var _ =
        applied(
            new Entry.Order(network.order(1, blocked, Set.of(Scope.SEND), Optional.empty())), 0);
    Move move =
        network.move(
            1,
            TestNetwork.window(NOW),
            issued.outputs().subList(1, 3),
            List.of(),
            List.of(BANK_B),
            new Intent.Refund(new PaymentId("back-1"), 1, issued.id()));

    assertThat(applied(network.showingIntents(move))).isEqualTo(Optional.of(VoidReason.BLOCKED));
  }

  private Optional<VoidReason> applied(NotaryRequest request) {
    var one = new Entry.Requests(List.of(IdentifiedRequest.of(request)));
    var decided =
        (Ruling.Decided) applied(one, core.standing().orderSequence()).rulings().getFirst();
    return switch (decided.decision().outcome()) {
      case Decision.Outcome.Finalised() -> Optional.empty();
      case Decision.Outcome.Voided(VoidReason reason, var _) -> Optional.of(reason);
    };
  }

  private Applied applied(Entry.Content content, long orders) {
    return core.apply(
        new EntryIndex(1, index++), new Entry(NOW, core.standing().epoch(), orders, content));
  }
}
