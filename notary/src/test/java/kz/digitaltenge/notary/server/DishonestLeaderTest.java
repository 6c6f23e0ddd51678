package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_B;
import static kz.digitaltenge.notary.testkit.TestNetwork.CENTRAL_BANK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A leader that looks at no signature has a forged attestation logged, or none. The first no
/// honest member signs, so nobody is told that it is final; of the second nothing comes.
class DishonestLeaderTest {

  @TempDir Path folder;
  private TestCluster cluster;

  @BeforeEach
  void start() throws InterruptedException {
    cluster = new TestCluster(folder, 3);
    MemberConfig.Tuning tuning = cluster.tuning();
    cluster.with(tuning.withTimes(tuning.electionTimeout(), tuning.tick(), Duration.ofSeconds(1)));
    cluster.trustBlindly("notary-1");
    cluster.startAll();
    cluster.lead("notary-1");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aForgedAttestationGetsNoMajority() {
    TestNetwork network = cluster.network();
    Move move = network.move(Instant.now(), List.of(network.register()), BANK_A);
    Move other = network.move(Instant.now(), List.of(network.register()), BANK_B);
    Reply reply = submit(move, network.notarise(other).attestations());
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> assertThat(answered.answer()).isInstanceOf(NotaryAnswer.Unknown.class));
    for (String honest : List.of("notary-2", "notary-3")) {
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(cluster.running(honest).alarm())
                      .hasValueSatisfying(
                          alarm -> assertThat(alarm).contains(move.id().toString())));
      assertThat(cluster.running(honest).newestHead().orElseThrow().head().size()).isZero();
    }
  }

  /// For this no signature is looked at: every member's core refuses by itself.
  @Test
  void anEntryWithoutAttestationsDecidesNothing() {
    TestNetwork network = cluster.network();
    Move move = network.move(Instant.now(), List.of(network.register()), BANK_A);

    Reply reply = submit(move, List.of());

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered ->
                assertThat(answered.answer())
                    .isInstanceOfSatisfying(
                        NotaryAnswer.Refused.class,
                        refused ->
                            assertThat(refused.reason())
                                .isEqualTo(NotaryRefusal.SPEND_ATTESTATION_IS_MISSING)));
    Reply honest = submit(move, network.notarise(move).attestations());
    assertThat(honest)
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> assertThat(answered.answer()).isInstanceOf(NotaryAnswer.Final.class));
    for (String member : List.of("notary-1", "notary-2", "notary-3")) {
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(cluster.running(member).newestHead().orElseThrow().head().size())
                      .isEqualTo(1));
      assertThat(cluster.running(member).alarm()).isEmpty();
    }
  }

  private Reply submit(Move move, List<Attestation> attestations) {
    NotaryRequest request =
        NotaryRequest.notarise(
            move.transaction(), List.of(cluster.network().register().opening()), attestations);
    return Reply.decode(
        TestCluster.result(
            cluster.link("notary-1", CENTRAL_BANK).call(NotaryProtocol.SUBMIT, request.encode())));
  }
}
