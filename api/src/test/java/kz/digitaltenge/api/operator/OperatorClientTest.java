package kz.digitaltenge.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamFixture;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NodeId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client says and hears exactly what the process behind it hears and says.
final class OperatorClientTest {
  private static final NodeId BANK = new NodeId(StreamFixture.SERVER);
  private static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");

  private final StreamFixture fixture = new StreamFixture();
  private final FakeNode local = new FakeNode();
  private final FakeNode.Notary notary = new FakeNode.Notary();
  private final TlsIdentity operator = fixture.network().operator("Aigul", BANK.value());
  private OperatorClient client;

  @BeforeEach
  void serve() {
    fixture.serve(
        server -> {
          OperatorServices.offer(server, local, BANK, CENTRAL_BANK);
          OperatorServices.offer(server, local, CENTRAL_BANK);
          return OperatorServices.offer(server, notary);
        });
    client = client(StreamFixture.SERVER, operator);
  }

  @AfterEach
  void stop() {
    client.close();
    fixture.close();
  }

  @Test
  void aNodeAnswersAsInTheSameProcess() {
    NodeOperations remote = client.node();

    assertThat(remote.status()).isEqualTo(local.status());
    assertThat(remote.account("KZ7")).isEqualTo(local.account("KZ7"));
    assertThat(remote.accountsAfter("KZ7", 2)).isEqualTo(local.accountsAfter("KZ7", 2));
    assertThat(remote.balances("KZ7")).isEqualTo(local.balances("KZ7"));
    assertThat(remote.history("KZ7", 5, 3)).isEqualTo(local.history("KZ7", 5, 3));
    assertThat(remote.events(-5, 6, Duration.ofMillis(7)))
        .isEqualTo(local.events(-5, 6, Duration.ofMillis(7)));
    assertThat(remote.explain("p-2")).isEqualTo(local.explain("p-2"));
    assertThat(remote.totals()).isEqualTo(local.totals());
    assertThat(local.asked)
        .containsExactly(
            "KZ7",
            "KZ7",
            List.of("KZ7", 2),
            List.of("KZ7", 2),
            "KZ7",
            "KZ7",
            List.of("KZ7", 5L, 3),
            List.of("KZ7", 5L, 3),
            List.of(-5L, 6, Duration.ofMillis(7)),
            List.of(-5L, 6, Duration.ofMillis(7)));
  }

  @Test
  void eachOutcomeOfAnOrderArrives() {
    for (String payment : List.of("good", "poor", "slow")) {
      var order = new PayOrder(payment, "KZ1", "KZ2", "1.50", "KZT");
      assertThat(client.node().pay(order)).isEqualTo(local.pay(order));
    }
    var telling = new PayOrder("told", "KZ1", "KZ2", "1.50", "KZT", List.of(), FakeNode.TOLD);
    assertThat(client.node().pay(telling)).isEqualTo(local.pay(telling));
    assertThat(local.asked).filteredOn(telling::equals).hasSize(2);
    var open = new OpenAccount("ref", "Әсел", "KZ8");
    assertThat(client.node().openAccount(open)).isEqualTo(local.openAccount(open));
  }

  @Test
  void theCentralBankAnswersAsInTheSameProcess() {
    var issue = new IssueOrder("HSBKKZKX", "5", "KZT", "abs-1");
    var redeem = new RedeemOrder("6", "KZT", "abs-2");

    try (var officer = client(StreamFixture.SERVER, officer())) {
      assertThat(officer.centralBank().issue(issue)).isEqualTo(local.issue(issue));
      assertThat(officer.centralBank().redeem(redeem)).isEqualTo(local.redeem(redeem));
      assertThat(officer.centralBank().supply()).isEqualTo(local.supply());
    }
    assertThat(local.asked).containsExactly(issue, issue, redeem, redeem);
  }

  @Test
  void aSupplyProofComesWholeHoweverLargeItIs() {
    try (var officer = client(StreamFixture.SERVER, officer())) {
      assertThat(officer.centralBank().proveSupply()).isEqualTo(FakeNode.PROOF);
      assertThat(FakeNode.PROOF.encode().length).isGreaterThan(512 * 1024);
      assertThat(officer.centralBank().newestSupplyProof()).isEmpty();
      for (long position = 0; position <= 2; position++) {
        assertThat(officer.centralBank().liability(position)).isEqualTo(local.liability(position));
      }
    }
    assertThat(client.node().supplyNotice()).isEqualTo(local.supplyNotice());
  }

  @Test
  void longAnswersComeWholeAndInOrder() {
    assertThat(read(client.node()::accounts))
        .isEqualTo(IntStream.range(0, FakeNode.MANY).mapToObj(FakeNode::account).toList());
    assertThat(read(client.node()::liveStates))
        .isEqualTo(IntStream.range(0, FakeNode.MANY).mapToObj(FakeNode::state).toList());
    assertThat(read(client.notary()::liveRefs)).isEqualTo(read(notary::liveRefs));
    assertThat(client.notary().status()).isEqualTo(notary.status());
  }

  @Test
  void aRefusalArrivesWithItsCodeAndValues() {
    assertThatThrownBy(() -> client.node().openAccount(new OpenAccount("ref", "")))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.problem()).isEqualTo(FakeNode.POOR));
  }

  @Test
  void onlyOperatorsAreAdmitted() {
    try (var bank = client(StreamFixture.SERVER, fixture.network().node("KCJBKZKX"))) {
      assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> bank.node().status());
    }
  }

  @Test
  void theCentralBanksOperatorsSeeNothingOfABanksCustomers() {
    try (var officer = client(StreamFixture.SERVER, officer())) {
      assertThat(officer.node().status()).isEqualTo(local.status());
      assertThat(officer.node().totals()).isEqualTo(local.totals());
      assertThat(officer.node().supplyNotice()).isEqualTo(local.supplyNotice());
      everythingButWhatTheCentralBankMaySee(officer)
          .forEach(call -> assertFails(ErrorCode.CALLER_NOT_ADMITTED, call));
    }
    assertThat(local.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KCJBKZKX", "HALYKZKX1", "halykzkx", ""})
  void anotherBanksOperatorsAreNotAdmittedAtAll(String participant) {
    TlsIdentity stranger =
        participant.isEmpty()
            ? fixture.network().identity("officer-1", PeerIdentity.Kind.OPERATOR)
            : fixture.network().operator("officer-1", participant);
    try (var other = client(StreamFixture.SERVER, stranger)) {
      assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> other.node().status());
      assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> other.node().totals());
      assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> other.node().supplyNotice());
      everythingButWhatTheCentralBankMaySee(other)
          .forEach(call -> assertFails(ErrorCode.CALLER_NOT_ADMITTED, call));
      assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> other.centralBank().supply());
    }
    assertThat(local.asked).isEmpty();
  }

  @Test
  void aBanksOperatorsAreNotTheCentralBanks() {
    assertFails(
        ErrorCode.CALLER_NOT_ADMITTED,
        () -> client.centralBank().issue(new IssueOrder("HSBKKZKX", "5", "KZT", "abs-1")));
    assertFails(
        ErrorCode.CALLER_NOT_ADMITTED,
        () -> client.centralBank().redeem(new RedeemOrder("6", "KZT", "abs-2")));
    assertFails(ErrorCode.CALLER_NOT_ADMITTED, () -> client.centralBank().supply());
    assertThat(local.asked).isEmpty();
  }

  private static List<ThrowingCallable> everythingButWhatTheCentralBankMaySee(
      OperatorClient other) {
    NodeOperations node = other.node();
    return List.of(
        () -> node.openAccount(new OpenAccount("ref", "Әсел", "KZ8")),
        () -> node.account("KZ7"),
        () -> node.accounts(_ -> {}),
        () -> node.accountsAfter("", 1),
        () -> node.balances("KZ7"),
        () -> node.history("KZ7", 5, 3),
        () -> node.events(-5, 6, Duration.ofMillis(7)),
        () -> node.pay(new PayOrder("good", "KZ1", "KZ2", "1.50", "KZT")),
        () -> node.explain("p-2"),
        () -> node.liveStates(_ -> {}));
  }

  private TlsIdentity officer() {
    return fixture.network().operator("officer-1", CENTRAL_BANK.value());
  }

  @Test
  void anotherPeerAtTheEndpointIsNotBelieved() {
    try (var lost = client("NBRKKZKX", operator)) {
      assertFails(ErrorCode.PEER_NOT_TRUSTED, () -> lost.node().status());
      assertFails(
          ErrorCode.PEER_NOT_TRUSTED, () -> lost.node().openAccount(new OpenAccount("r", "")));
    }
  }

  @Test
  void nobodyAtTheEndpointIsSaid() {
    try (var lost =
        new OperatorClient(
            new Endpoint("127.0.0.1", 1), StreamFixture.SERVER, operator, fixture.threads())) {
      assertFails(ErrorCode.PEER_UNAVAILABLE, () -> lost.node().status());
    }
  }

  private OperatorClient client(String peer, TlsIdentity identity) {
    return new OperatorClient(fixture.endpoint(), peer, identity, fixture.threads());
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static <T> List<T> read(Consumer<Consumer<T>> source) {
    var items = new ArrayList<T>();
    source.accept(items::add);
    return items;
  }
}
