package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.server.TestCluster.await;
import static kz.digitaltenge.notary.server.TestCluster.result;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.OrdersPublisher;
import kz.digitaltenge.notary.client.ParametersPublisher;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders and parameters by logged entries: a block takes effect at once, a member is replaced
/// while payments go on.
@SuppressWarnings("NullAway.Init") // the fields are set by start(), which each test calls first
class ChangeTest {

  @TempDir Path folder;
  private TestCluster cluster;
  private TestNetwork network;
  private Coin newest;

  private void start(int members) throws InterruptedException {
    cluster = new TestCluster(folder, members).startAll();
    network = cluster.network();
    newest = network.register();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private NotaryAnswer spend(NotaryClient client, NodeId receiver) {
    Move move = network.move(Instant.now(), List.of(newest), CENTRAL_BANK, receiver);
    NotaryAnswer answer = await(client.submit(network.notarise(move)));
    if (answer instanceof NotaryAnswer.Final) {
      newest = move.outputs().getFirst();
    }
    return answer;
  }

  private void spendWhenItCan(NotaryClient client) {
    Move move = network.move(Instant.now(), List.of(newest), CENTRAL_BANK, BANK_A);
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () -> await(client.submit(network.notarise(move))),
            NotaryAnswer.Final.class::isInstance);
    newest = move.outputs().getFirst();
  }

  @Test
  void anOrderOfTwoOfficersBlocksAtOnceAndOneOfficerCannot() throws Exception {
    start(1);
    NotaryClient client = cluster.client(BANK_A);
    Link desk = cluster.link("notary-1", CENTRAL_BANK);
    BlockOrder order = network.order(1, BANK_B, Set.of(Scope.RECEIVE), Optional.empty());
    BlockOrder byOne =
        new BlockOrder(
            order.networkId(),
            order.sequence(),
            order.block(),
            List.of(order.signatures().getFirst()));
    assertThat(Reply.decode(result(desk.call(NotaryProtocol.ORDER, byOne.encode()))))
        .isInstanceOf(Reply.Answered.class);
    assertThat(spend(client, BANK_B)).isInstanceOf(NotaryAnswer.Final.class);
    assertThat(Reply.decode(result(desk.call(NotaryProtocol.ORDER, order.encode()))))
        .isEqualTo(new Reply.InForce());
    assertThat(spend(client, BANK_B))
        .isInstanceOfSatisfying(
            NotaryAnswer.Voided.class,
            voided ->
                assertThat(voided.proof().decision().outcome())
                    .isEqualTo(new Decision.Outcome.Voided(VoidReason.BLOCKED, Optional.empty())));
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void thePublisherBringsWhatIsMissingAndAHaltStopsEverybody() throws Exception {
    start(1);
    NotaryClient client = cluster.client(BANK_A);
    try (var tasks = new VirtualThreadTasks("the publisher", Duration.ofSeconds(5))) {
      var publisher =
          new OrdersPublisher(Map.of("notary-1", cluster.link("notary-1", CENTRAL_BANK)), tasks);
      BlockOrder one = network.order(1, BANK_B, Set.of(Scope.RECEIVE), Optional.empty());
      BlockOrder halt =
          network.order(2, Optional.<NodeId>empty(), Set.of(Scope.SEND), Optional.empty());
      BlockOrder resume = network.order(3, Optional.<NodeId>empty(), Set.of(), Optional.empty());
      publisher.bringUpToDate(List.of());
      publisher.bringUpToDate(List.of(one));
      publisher.bringUpToDate(List.of(one, halt));
      publisher.bringUpToDate(List.of(one, halt));
      assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Voided.class);
      publisher.bringUpToDate(List.of(one, halt, resume));
      assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
      assertThat(spend(client, BANK_B)).isInstanceOf(NotaryAnswer.Voided.class);

      BlockOrder another = network.order(3, BANK_A, Set.of(Scope.SEND), Optional.empty());
      for (List<BlockOrder> others :
          List.of(List.of(one, halt, another), List.of(one, halt), List.<BlockOrder>of())) {
        assertThatExceptionOfType(PlatformException.class)
            .isThrownBy(() -> publisher.bringUpToDate(others))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ORDER_REFUSED));
      }
    }
  }

  @Test
  void aMemberIsReplacedByParameters() throws Exception {
    start(3);
    NotaryClient client = cluster.client(BANK_A);
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
    String leaver =
        cluster.names().stream()
            .filter(name -> !name.equals(cluster.leader()))
            .findFirst()
            .orElseThrow();
    SignedParameters next = replacing(leaver);
    Link desk = cluster.link(cluster.leader(), CENTRAL_BANK);
    assertThat(Reply.decode(result(desk.call(NotaryProtocol.PARAMETERS, next.encode()))))
        .isEqualTo(new Reply.InForce());
    // Whoever was to take the new member in goes before that comes; the next leader does it.
    String first = cluster.leader();
    cluster.stop(first);
    cluster.start("notary-4");
    spendWhenItCan(client);
    cluster.start(first);
    cluster.stop(leaver);
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                cluster.running(cluster.leader()).isGroupAsListed()
                    && cluster.running("notary-4").isGroupAsListed()
                    && cluster.running("notary-4").progress().logSize()
                        == cluster.running(cluster.leader()).progress().logSize());
    String third =
        cluster.names().stream()
            .filter(
                name ->
                    !name.equals("notary-4")
                        && !name.equals(leaver)
                        && !name.equals(cluster.leader()))
            .findFirst()
            .orElseThrow();
    // Now the new member is needed for every majority.
    cluster.stop(third);
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
    // The client, made when nobody knew of it, finds it all the same when it leads.
    cluster.start(third);
    cluster.lead("notary-4");
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
  }

  /// With the change itself it would stop leading, one of the others is away, and the new one may
  /// not vote before two have told it how far their logs go.
  @Test
  void aLeaderThatIsReplacedHandsTheLeadOnFirst() throws Exception {
    start(3);
    NotaryClient client = cluster.client(BANK_A);
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
    String leaver = cluster.leader();
    String away =
        cluster.names().stream().filter(name -> !name.equals(leaver)).findFirst().orElseThrow();
    cluster.stop(away);

    Map<String, Link> links = new TreeMap<>();
    cluster.names().stream()
        .filter(name -> !name.equals(away))
        .forEach(name -> links.put(name, cluster.link(name, CENTRAL_BANK)));
    SignedParameters next = replacing(leaver);
    try (var tasks = new VirtualThreadTasks("the publisher", Duration.ofSeconds(5))) {
      new ParametersPublisher(links, tasks).publish(next);
    }
    cluster.start("notary-4");

    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                !cluster.leader().equals(leaver)
                    && cluster.running(cluster.leader()).isGroupAsListed());
    spendWhenItCan(client);
    cluster.start(away);
    cluster.stop(leaver);
    assertThat(spend(client, BANK_A)).isInstanceOf(NotaryAnswer.Final.class);
  }

  /// Parameters that list a new member, which does not run yet, in the place of another.
  private SignedParameters replacing(String leaver) {
    NotaryMember joiner = cluster.member("notary-4");
    List<NotaryMember> members =
        List.of(
            cluster.listed(cluster.names().get(0).equals(leaver) ? 1 : 0),
            cluster.listed(cluster.names().get(2).equals(leaver) ? 1 : 2),
            joiner);
    SignedParameters next =
        network.sign(
            network.parameters(
                2,
                Optional.of(network.id()),
                Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofMinutes(1)),
                false,
                members));
    cluster.add(joiner, next);
    return next;
  }
}
