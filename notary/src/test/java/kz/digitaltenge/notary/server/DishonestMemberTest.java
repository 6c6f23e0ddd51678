package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.server.TestCluster.await;
import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.Breach;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of three members lies with its own valid keys: the honest ones do not go along, and name it.
/// `DishonestLeaderTest` has the leader who verifies nothing.
class DishonestMemberTest {

  private static final String LIAR = "notary-1";
  private static final List<String> HONEST = List.of("notary-2", "notary-3");

  @TempDir Path folder;
  private TestCluster cluster;
  private Coin newest;

  @BeforeEach
  void found() {
    cluster = new TestCluster(folder, 3);
    newest = cluster.network().register();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aMemberThatSignsTwoHeadsIsNamedWithEvidence() throws Exception {
    cluster.startAll();
    LogHead truth = finalHead();
    // Two heads of one size shown to a log that is not there yet are two heads of one size only.
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> cluster.running(HONEST.getFirst()).progress().logSize() >= truth.size());
    Link desk = cluster.memberLink(LIAR, HONEST.getFirst());
    show(desk, truth);
    show(desk, lie(truth));

    awaitSuspicion(HONEST.getFirst(), LIAR + " signed two heads that no log can both have had");
    assertProved(HONEST.getFirst(), Breach.SIGNED_TWO_HEADS_OF_ONE_SIZE);

    LogHead longer = finalHead();
    show(desk, longer);
    assertProved(HONEST.getFirst(), Breach.SIGNED_HEADS_THAT_DO_NOT_CONTINUE);

    show(desk, earlier(longer));
    assertProved(HONEST.getFirst(), Breach.SIGNED_A_LOG_THAT_WENT_BACK);
    assertThat(submit()).isInstanceOf(NotaryAnswer.Final.class);
  }

  /// What an honest member keeps is judged by somebody who has the network's parameters only.
  private void assertProved(String honest, Breach breach) {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () -> assertThat(cluster.kept(honest).stream().map(this::judged)).contains(breach));
  }

  private Breach judged(Evidence.TwoHeads evidence) {
    EvidenceFile file =
        EvidenceFile.decode(
            new EvidenceFile(
                    List.of(cluster.network().genesis()),
                    "keeper",
                    Instant.parse("2026-01-05T04:00:00Z"),
                    evidence)
                .encode());
    Judgement judgement = file.judge(cluster.network().id(), Keys.SIGNATURES);
    assertThat(judgement).isInstanceOf(Judgement.Proved.class);
    var proved = (Judgement.Proved) judgement;
    assertThat(proved.culprit()).isEqualTo(new Culprit.Member(LIAR));
    return proved.breach();
  }

  private static LogHead lie(LogHead truth) {
    return new LogHead(
        truth.networkId(),
        truth.epoch(),
        truth.size(),
        Hash.sha256(new byte[] {66}),
        truth.logTime().plusMillis(1));
  }

  private static LogHead earlier(LogHead truth) {
    return new LogHead(
        truth.networkId(),
        truth.epoch(),
        truth.size() + 100,
        truth.root(),
        truth.logTime().minusSeconds(60));
  }

  private LogHead finalHead() {
    NotaryAnswer answer = submit();
    assertThat(answer).isInstanceOf(NotaryAnswer.Final.class);
    return ((NotaryAnswer.Final) answer).proof().head().head();
  }

  @Test
  void aLeaderThatBackDatesGetsNoMajorityAndIsNamed() throws Exception {
    MemberConfig.Tuning tuning = cluster.tuning();
    cluster.with(tuning.withTimes(tuning.electionTimeout(), tuning.tick(), Duration.ofSeconds(1)));
    AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    // It takes no notice of what other clocks say, its own past included.
    cluster.with(LIAR, () -> Instant.now().minus(offset.get()));
    cluster.with(LIAR, cluster.tuning().withClockTolerance(Duration.ofDays(1)));
    cluster.startAll();
    cluster.lead(LIAR);
    offset.set(Duration.ofMinutes(10));

    for (String honest : HONEST) {
      awaitSuspicion(honest, LIAR + " leads with log time");
    }
    long before = newestSize();
    byte[] request = cluster.network().notarise(payment()).encode();
    Reply reply =
        Reply.decode(
            TestCluster.result(cluster.link(LIAR, BANK_A).call(NotaryProtocol.SUBMIT, request)));
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> assertThat(answered.answer()).isInstanceOf(NotaryAnswer.Unknown.class));
    assertThat(newestSize()).isEqualTo(before);
  }

  private long newestSize() {
    return HONEST.stream()
        .mapToLong(name -> cluster.running(name).newestHead().orElseThrow().head().size())
        .max()
        .orElseThrow();
  }

  private NotaryAnswer submit() {
    Move move = payment();
    newest = move.outputs().getFirst();
    return await(cluster.client(BANK_A).submit(cluster.network().notarise(move)));
  }

  private Move payment() {
    TestNetwork network = cluster.network();
    return network.move(Instant.now(), List.of(newest), BANK_A);
  }

  private void show(Link desk, LogHead head) {
    MemberSignature by = new MemberSignature(LIAR, cluster.headSigner(LIAR).sign(head.message()));
    var _ =
        Objects.requireNonNull(
            TestCluster.result(
                desk.call(NotaryProtocol.MEMBER_HEAD, new MemberHead(head, by).encode())));
  }

  private void awaitSuspicion(String honest, String beginning) {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(cluster.running(honest).suspicion())
                    .hasValueSatisfying(said -> assertThat(said).startsWith(beginning)));
  }
}
