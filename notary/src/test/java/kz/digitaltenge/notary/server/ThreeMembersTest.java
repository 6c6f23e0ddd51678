package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.server.TestCluster.await;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three members in one process: a lost leader, a lost disk, a group that is down and up again.
class ThreeMembersTest {

  private static final Duration PATIENT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private TestCluster cluster;
  private TestNetwork network;
  private NotaryClient client;
  private Coin newest;
  private final List<Move> moves = new ArrayList<>();

  @BeforeEach
  void start() throws InterruptedException {
    cluster = new TestCluster(folder, 3);
    cluster.with(cluster.tuning().withCheckpointEntries(20)).startAll();
    network = cluster.network();
    client = cluster.client(BANK_A);
    newest = network.register();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private FinalityProof spend() {
    Move move = network.move(Instant.now(), List.of(newest), BANK_A);
    newest = move.outputs().getFirst();
    moves.add(move);
    NotaryRequest request = network.notarise(move);
    NotaryAnswer answer =
        Awaitility.await()
            .atMost(TestCluster.PATIENCE)
            .until(
                () -> await(client.submit(request)), each -> !(each instanceof NotaryAnswer.Busy));
    return ((NotaryAnswer.Final) answer).proof();
  }

  @Test
  void finalityNeedsTwoOfThree() {
    FinalityProof proof = spend();
    assertThat(proof.head().signatures()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(proof.verifies(network.genesis().parameters().headKeys(), Keys.SIGNATURES)).isTrue();
  }

  @Test
  void paymentsGoOnWhenTheLeaderIsLostAndNoAnswerChanges() {
    List<FinalityProof> before = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      before.add(spend());
    }
    long lost = System.nanoTime();
    cluster.stop(cluster.leader());
    spend();
    assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      NotaryAnswer again = await(client.submit(network.notarise(moves.get(i))));
      assertThat(((NotaryAnswer.Final) again).proof().decision())
          .isEqualTo(before.get(i).decision());
    }
  }

  @Test
  void neverIsSaidByAMajority() {
    spend();
    Instant past = Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(60);
    Move late =
        network.move(
            1,
            new TimeWindow(past.minusSeconds(60), past),
            List.of(newest),
            List.of(),
            List.of(BANK_B));
    NotaryAnswer answer =
        Awaitility.await()
            .atMost(TestCluster.PATIENCE)
            .until(
                () -> await(client.status(late.transaction().tearOff(Set.of()))),
                NotaryAnswer::isTerminal);
    assertThat(answer).isInstanceOf(NotaryAnswer.Never.class);
    assertThat(((NotaryAnswer.Never) answer).signatures()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aMemberWhoseDiskIsLostCatchesUpFromACheckpoint() throws Exception {
    spend();
    String lost =
        cluster.names().stream()
            .filter(name -> !name.equals(cluster.leader()))
            .findFirst()
            .orElseThrow();
    cluster.stop(lost);
    for (int i = 0; i < 80; i++) {
      spend();
    }
    // The log below the checkpoint is gone at the leader, so the member cannot have it by entries.
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> cluster.running(cluster.leader()).hasCheckpoint());
    TestCluster.delete(cluster.folderOf(lost));
    cluster.start(lost);
    spend();
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(cluster.running(lost).progress().logSize())
                    .isEqualTo(cluster.running(cluster.leader()).progress().logSize()));
    assertThat(live(lost)).isEqualTo(live(cluster.leader()));
    assertThat(cluster.running(lost).progress().root())
        .isEqualTo(cluster.running(cluster.leader()).progress().root());
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                cluster
                    .running(lost)
                    .newestHead()
                    .filter(
                        head -> head.signatures().stream().anyMatch(by -> by.member().equals(lost)))
                    .isPresent());
  }

  @Test
  void aMemberWithACheckpointThatHeardNoHeadStandsInForALostOne() throws Exception {
    String leader = cluster.leader();
    String back =
        cluster.names().stream().filter(name -> !name.equals(leader)).findFirst().orElseThrow();
    cluster.stop(back);
    for (int i = 0; i < 80; i++) {
      spend();
    }
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> cluster.running(leader).hasCheckpoint());
    TestCluster.delete(cluster.folderOf(back));
    // It must not take the lead: nobody could ask it.
    MemberConfig.Tuning tuning = cluster.tuning();
    cluster.with(back, tuning.withTimes(PATIENT, tuning.tick(), tuning.answerTimeout()));
    cluster.startUnheard(back);
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                cluster.running(back).votes()
                    && cluster.running(back).progress().logSize()
                        == cluster.running(cluster.leader()).progress().logSize());

    String stays = cluster.leader();
    String lost =
        cluster.names().stream()
            .filter(name -> !name.equals(back) && !name.equals(stays))
            .findFirst()
            .orElseThrow();
    cluster.stop(lost);

    assertThat(spend().head().signatures())
        .extracting(MemberSignature::member)
        .contains(back)
        .doesNotContain(lost);
  }

  @Test
  void aMemberThatLostItsDiskDoesNotMakeALeaderOfOneThatLacksEntries() throws Exception {
    spend();
    String leader = cluster.leader();
    List<String> others = cluster.names().stream().filter(name -> !name.equals(leader)).toList();
    String behind = others.getFirst();
    String wiped = others.getLast();
    cluster.stop(behind);
    FinalityProof ofTwo = spend();
    cluster.stop(leader);
    cluster.stop(wiped);
    TestCluster.delete(cluster.folderOf(wiped));
    cluster.start(behind);
    cluster.start(wiped);
    // Two of three are up, but only the third still knows the last payment.
    Awaitility.await()
        .during(Duration.ofSeconds(4))
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                !cluster.running(behind).leads()
                    && !cluster.running(wiped).leads()
                    && !cluster.running(wiped).votes());
    cluster.start(leader);
    assertThat(
            ((NotaryAnswer.Final) await(client.submit(network.notarise(moves.getLast()))))
                .proof()
                .decision())
        .isEqualTo(ofTwo.decision());
    spend();
    Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> cluster.running(wiped).votes());
    awaitSameState();
  }

  @Test
  void theGroupComesBackWithEverythingAfterAllStopped() throws Exception {
    FinalityProof before = spend();
    cluster.names().forEach(cluster::stop);
    cluster.startAll();
    assertThat(
            ((NotaryAnswer.Final) await(client.submit(network.notarise(moves.getFirst()))))
                .proof()
                .decision())
        .isEqualTo(before.decision());
    spend();
    Move conflict = network.move(Instant.now(), List.of(network.register()), CENTRAL_BANK);
    assertThat(await(client.submit(network.notarise(conflict))))
        .isInstanceOf(NotaryAnswer.Voided.class);
  }

  private void awaitSameState() {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () -> {
              for (String name : cluster.names()) {
                assertThat(cluster.running(name).progress().root())
                    .isEqualTo(cluster.running(cluster.leader()).progress().root());
                assertThat(live(name)).isEqualTo(live(cluster.leader()));
              }
            });
  }

  private Map<String, Hash> live(String name) {
    Map<String, Hash> live = new TreeMap<>();
    cluster.running(name).forEachLive((reference, tag) -> live.put(reference.toString(), tag));
    return live;
  }
}
