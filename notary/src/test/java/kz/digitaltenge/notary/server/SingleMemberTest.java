package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.server.TestCluster.await;
import static kz.digitaltenge.notary.server.TestCluster.result;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One member over real sockets, TLS and RocksDB: what a node is told, now and after the member
/// died.
class SingleMemberTest {

  @TempDir Path folder;
  private TestCluster cluster;
  private TestNetwork network;
  private NotaryClient client;

  @BeforeEach
  void start() throws InterruptedException {
    cluster = new TestCluster(folder, 1).startAll();
    network = cluster.network();
    client = cluster.client(BANK_A);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Move issue() {
    Move issue =
        network.move(Instant.now(), List.of(network.register()), CENTRAL_BANK, BANK_A, BANK_B);
    assertThat(await(client.submit(network.notarise(issue))))
        .isInstanceOf(NotaryAnswer.Final.class);
    return issue;
  }

  @Test
  void aGoodRequestIsFinalWithAProofThatHolds() {
    Move issue = issue();
    NotaryAnswer.Final answer = (NotaryAnswer.Final) await(client.submit(network.notarise(issue)));
    assertThat(answer.proof().verifies(keys(), Keys.SIGNATURES)).isTrue();
    assertThat(answer.proof().decision().consumed()).isNotNull();
    assertThat(await(client.status(issue.transaction().tearOff(Set.of()))))
        .isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void theSameInputTwiceIsVoidAndNamesTheInput() {
    Move issue = issue();
    Move again = network.move(Instant.now(), List.of(network.register()), CENTRAL_BANK);
    NotaryAnswer.Voided answer =
        (NotaryAnswer.Voided) await(client.submit(network.notarise(again)));
    assertThat(answer.proof().decision().outcome())
        .isEqualTo(
            new Decision.Outcome.Voided(
                VoidReason.CONFLICT, Optional.of(network.register().ref())));
    assertThat(await(client.submit(network.notarise(issue))))
        .isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void anAttestationByAWrongKeyIsRefusedAndTheIdStaysOpen() {
    Move issue = issue();
    Coin coin = issue.outputs().get(1);
    Move move = network.move(Instant.now(), List.of(coin), BANK_B);
    NotaryRequest good = network.notarise(move);
    Move other = network.move(Instant.now(), List.of(coin), BANK_B);
    NotaryRequest forged =
        new NotaryRequest(
            good.kind(), good.tearOff(), good.openings(), network.notarise(other).attestations());
    assertThat(await(client.submit(forged)))
        .isInstanceOfSatisfying(
            NotaryAnswer.Refused.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(NotaryRefusal.ATTESTATION_IS_NOT_VALID));
    assertThat(await(client.submit(good))).isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void aWindowThatIsOverIsNeverUnderTheMembersSignatures() {
    Move issue = issue();
    Instant past = Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(60);
    Move late =
        network.move(
            1,
            new TimeWindow(past.minusSeconds(60), past),
            List.of(issue.outputs().get(1)),
            List.of(),
            List.of(BANK_B));
    assertThat(await(client.submit(network.notarise(late)))).isInstanceOf(NotaryAnswer.Never.class);
    assertThat(await(client.status(late.transaction().tearOff(Set.of()))))
        .isInstanceOf(NotaryAnswer.Never.class);
  }

  @Test
  void whatIsNotDecidedIsUnknownUntilTheWindowEnds() {
    Move move = network.move(Instant.now(), List.of(network.register()), CENTRAL_BANK);
    assertThat(await(client.status(move.transaction().tearOff(Set.of()))))
        .isInstanceOf(NotaryAnswer.Unknown.class);
  }

  @Test
  void aReleaseByTheCustodianKeepsALateRequestOut() {
    Move issue = issue();
    Move given = network.move(Instant.now(), List.of(issue.outputs().get(1)), BANK_B);
    assertThat(await(client.submit(network.release(given, BANK_A))))
        .isInstanceOf(NotaryAnswer.Voided.class);
    assertThat(await(client.submit(network.notarise(given))))
        .isInstanceOf(NotaryAnswer.Voided.class);
  }

  @Test
  void answersAreTheSameAfterTheMemberDiedAndCameBack() throws Exception {
    Move issue = issue();
    Move spend = network.move(Instant.now(), List.of(issue.outputs().get(1)), BANK_B);
    FinalityProof before = proof(await(client.submit(network.notarise(spend))));
    // What is on disk while the member runs is what a killed process leaves.
    Path died = folder.resolve("died");
    TestCluster.copy(cluster.folderOf("notary-1"), died);
    cluster.stop("notary-1");
    TestCluster.delete(cluster.folderOf("notary-1"));
    TestCluster.copy(died, cluster.folderOf("notary-1"));
    cluster.start("notary-1").awaitReady(TestCluster.PATIENCE);
    FinalityProof after = proof(await(client.submit(network.notarise(spend))));
    assertThat(after.decision()).isEqualTo(before.decision());
    assertThat(after.position()).isEqualTo(before.position());
    Move again = network.move(Instant.now(), List.of(issue.outputs().get(1)), BANK_B);
    assertThat(await(client.submit(network.notarise(again))))
        .isInstanceOf(NotaryAnswer.Voided.class);
    assertThat(client.newestHead()).isPresent();
  }

  @Test
  void oldProofsAreBroughtUnderTheNewestHead() {
    FinalityProof old = proof(await(client.submit(network.notarise(issue()))));
    Coin coin = network.register();
    for (int i = 0; i < 5; i++) {
      Move conflict = network.move(Instant.now(), List.of(coin), CENTRAL_BANK);
      await(client.submit(network.notarise(conflict)));
    }
    FinalityProof refreshed = result(client.refresh(List.of(old))).getFirst();
    assertThat(refreshed.decision()).isEqualTo(old.decision());
    assertThat(refreshed.head().head().size()).isGreaterThan(old.head().head().size());
    assertThat(refreshed.verifies(keys(), Keys.SIGNATURES)).isTrue();
    result(client.witness(old.head()));
  }

  @Test
  void theLiveSetIsReadInOrderAsOfOneMoment() {
    Move issue = issue();
    Set<StateRef> live = new TreeSet<>();
    cluster.running("notary-1").forEachLive((reference, _) -> live.add(reference));
    Set<StateRef> expected = new TreeSet<>();
    issue.outputs().forEach(coin -> expected.add(coin.ref()));
    assertThat(live).containsExactlyElementsOf(expected);
  }

  private Map<String, PublicKey> keys() {
    return network.genesis().parameters().headKeys();
  }

  private static FinalityProof proof(NotaryAnswer answer) {
    return ((NotaryAnswer.Final) answer).proof();
  }
}
