package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.server.TestCluster.await;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A member's clock is a day off: payments go on, and log time stays what it should be.
class ClockJumpsTest {

  private static final Duration NEAR = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Map<String, AtomicReference<Duration>> offsets = new TreeMap<>();
  private TestCluster cluster;
  private NotaryClient client;
  private Coin newest;

  @BeforeEach
  void start() throws InterruptedException {
    cluster = new TestCluster(folder, 3);
    for (String name : cluster.names()) {
      AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
      offsets.put(name, offset);
      cluster.with(name, () -> Instant.now().plus(offset.get()));
    }
    cluster.startAll();
    client = cluster.client(BANK_A);
    newest = cluster.network().register();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void theLeadersClockJumpsByADay(int days) {
    spend();
    String jumped = cluster.leader();
    offset(jumped).set(Duration.ofDays(days));
    spend();
    assertThat(cluster.leader()).isNotEqualTo(jumped);
    offset(jumped).set(Duration.ZERO);
    spend();
    awaitTogether();
  }

  @Test
  void aMemberWithAWrongClockIsStartedAndGetsTheLead() throws InterruptedException {
    spend();
    String wrong =
        cluster.names().stream()
            .filter(name -> !name.equals(cluster.leader()))
            .findFirst()
            .orElseThrow();
    cluster.stop(wrong);
    offset(wrong).set(Duration.ofDays(1));
    cluster.start(wrong);
    Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> cluster.running(wrong).votes());
    cluster.running(cluster.leader()).handLeadTo(wrong);
    spend();
    spend();
    assertThat(cluster.leader()).isNotEqualTo(wrong);
  }

  private FinalityProof spend() {
    TestNetwork network = cluster.network();
    Move move = network.move(Instant.now(), List.of(newest), BANK_A);
    newest = move.outputs().getFirst();
    FinalityProof proof =
        ((NotaryAnswer.Final) await(client.submit(network.notarise(move)))).proof();
    Instant logTime = proof.decision().logTime();
    assertThat(Duration.between(logTime, Instant.now()).abs()).isLessThan(NEAR);
    return proof;
  }

  private void awaitTogether() {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(
            () ->
                cluster.names().stream()
                        .map(name -> cluster.running(name).progress().root())
                        .distinct()
                        .count()
                    == 1);
  }

  private AtomicReference<Duration> offset(String name) {
    return Objects.requireNonNull(offsets.get(name));
  }
}
