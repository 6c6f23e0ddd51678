package kz.digitaltenge.notary.client;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.MemoryLiveSet;
import kz.digitaltenge.notary.core.NotaryCore;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.testkit.Keys;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client against members that do what a test tells them: it finds the leader, repeats the same
/// bytes, and believes nothing that is not proved.
class NotaryClientTest {

  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration SILENCE = Duration.ofMillis(100);

  private final Signer headKey = Keys.ed25519();
  private final TestNetwork network =
      TestNetwork.signed(
          TestNetwork.FOUNDED,
          List.of(new NotaryMember("one", "localhost:1", "localhost:2", headKey.publicKey())));
  private final NotaryCore core =
      NotaryCore.open(new MemoryLiveSet(), network.genesis(), Duration.ofDays(1));
  private final VirtualThreadTasks tasks =
      new VirtualThreadTasks("client test", Duration.ofSeconds(1));
  private final List<List<Byte>> bodies = new CopyOnWriteArrayList<>();
  private final Map<String, Link> members = new LinkedHashMap<>();
  private final Move move = network.move(TestNetwork.FOUNDED, List.of(network.register()), BANK_A);
  private final NotaryRequest request = network.notarise(move);

  @AfterEach
  void stop() {
    tasks.close();
  }

  private NotaryAnswer submit() throws Exception {
    return submit(client(InstantSource.system()));
  }

  private NotaryAnswer submit(NotaryClient client) throws Exception {
    return client.submit(request).get(10, TimeUnit.SECONDS);
  }

  private NotaryClient client(InstantSource clock) {
    return new NotaryClient(
        network.id(),
        NotaryMembers.fixed(members, _ -> network.genesis().parameters().headKeys()),
        Keys.SIGNATURES,
        tasks,
        clock,
        new NotaryClient.Patience(PATIENCE, Duration.ofSeconds(2), SILENCE, Duration.ofMillis(20)),
        Optional.empty(),
        _ -> {},
        Accuser.NOBODY);
  }

  /// What a member does when it is called.
  private interface Turn extends Supplier<CompletableFuture<byte[]>> {}

  /// A member that gives these replies, the last of them for ever.
  private void member(String name, Turn... replies) {
    List<Turn> left = new ArrayList<>(List.of(replies));
    members.put(
        name,
        (_, body) -> {
          List<Byte> copy = new ArrayList<>();
          for (byte each : body) {
            copy.add(each);
          }
          bodies.add(copy);
          return (left.size() > 1 ? left.removeFirst() : left.getFirst()).get();
        });
  }

  private static Turn says(Reply reply) {
    return () -> CompletableFuture.completedFuture(reply.encode());
  }

  private static Turn says(NotaryAnswer answer) {
    return says(new Reply.Answered(answer));
  }

  private static CompletableFuture<byte[]> isDown() {
    return CompletableFuture.failedFuture(
        Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "one", "reason", "it is down").exception());
  }

  private NotaryAnswer.Final decided(Signer signer) {
    Applied applied =
        core.apply(
            new EntryIndex(1, core.progress().applied().index() + 1),
            new Entry(
                TestNetwork.FOUNDED,
                1,
                0,
                new Entry.Requests(List.of(IdentifiedRequest.of(request)))));
    Ruling.Decided ruling = (Ruling.Decided) applied.rulings().getFirst();
    SignedHead head =
        new SignedHead(
            applied.head(),
            List.of(new SignedHead.MemberSignature("one", signer.sign(applied.head().message()))));
    return new NotaryAnswer.Final(
        new FinalityProof(
            ruling.decision().summary(),
            new MerklePath(ruling.position(), 1, core.log().inclusion(ruling.position(), 1)),
            head));
  }

  @Test
  void theLeaderIsFoundByTheHintAndTheBytesAreTheSame() throws Exception {
    member("one", says(new Reply.NotLeader(Optional.of("three"))));
    member("two", NotaryClientTest::isDown);
    member("three", says(decided(headKey)));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Final.class);
    assertThat(bodies).hasSize(2);
    assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
  }

  @Test
  void aMemberThatIsDownIsLeftForTheNext() throws Exception {
    member("one", NotaryClientTest::isDown);
    member("two", says(decided(headKey)));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void aMemberThatStandsStillIsLeftForTheNextThoughTheOthersStillNameIt() throws Exception {
    member("one", CompletableFuture::new);
    member("two", says(new Reply.NotLeader(Optional.of("one"))));
    member("three", says(new Reply.NotLeader(Optional.of("one"))), says(decided(headKey)));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Final.class);
    assertThat(bodies).hasSizeLessThan(6);
  }

  @Test
  void busyIsWaitedOut() throws Exception {
    member("one", says(new NotaryAnswer.Busy(Duration.ofMillis(30))), says(decided(headKey)));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Final.class);
  }

  @Test
  void aMemberThatLeavesRequestAfterRequestWithoutAnAnswerIsNamed() throws Exception {
    member("one", CompletableFuture::new);
    member("two", says(new Reply.NotLeader(Optional.of("one"))));
    AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    NotaryClient client = client(() -> Instant.now().plus(passed.get()));
    for (int i = 0; i < 5; i++) {
      assertThat(client.suspicion()).isEmpty();
      assertThat(submit(client)).isInstanceOf(NotaryAnswer.Unknown.class);
      // By now the member is no longer passed over.
      passed.updateAndGet(time -> time.plusSeconds(3));
    }
    assertThat(client.suspicion())
        .hasValue("one left 5 requests of this node in a row without an answer");
  }

  @Test
  void oneMembersWordThatAWindowWasArchivedIsNotEnough() throws Exception {
    NotaryAnswer archived = new NotaryAnswer.Archived(TestNetwork.FOUNDED.plus(Duration.ofDays(9)));
    member("one", says(archived));
    member("two", says(new NotaryAnswer.Unknown("not decided")));
    member("three", CompletableFuture::new);
    assertThat(submit()).isInstanceOf(NotaryAnswer.Unknown.class);
    member("two", says(archived));
    assertThat(submit()).isEqualTo(archived);
  }

  @Test
  void aRefusalIsGivenBackAtOnce() throws Exception {
    NotaryAnswer refused = new NotaryAnswer.Refused(NotaryRefusal.NO_INPUTS, "none");
    member("one", says(refused));
    assertThat(submit()).isEqualTo(refused);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void whatStaysUnknownIsSaidToBeUnknown() throws Exception {
    member("one", NotaryClientTest::isDown);
    assertThat(submit()).isInstanceOf(NotaryAnswer.Unknown.class);
    assertThat(bodies).hasSizeGreaterThan(3);
  }

  @Test
  void aProofUnderAnotherKeyIsNotBelieved() throws Exception {
    NotaryAnswer forged = decided(Keys.ed25519());
    member("one", says(forged));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Unknown.class);
  }

  @Test
  void aProofOfAnotherTransactionIsNotBelieved() throws Exception {
    NotaryAnswer.Final mine = decided(headKey);
    NotaryAnswer voided = new NotaryAnswer.Voided(mine.proof());
    member("one", says(voided));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Unknown.class);
  }

  @Test
  void garbageIsNoAnswer() throws Exception {
    member("one", () -> CompletableFuture.completedFuture(new byte[] {1, 2, 3}));
    assertThat(submit()).isInstanceOf(NotaryAnswer.Unknown.class);
  }

  @Test
  void aHeadThatNoMajoritySignedIsAProblemThatHasAName() {
    SignedHead forged = decided(Keys.ed25519()).proof().head();
    member("one", NotaryClientTest::isDown);

    assertThat(problem(client(InstantSource.system()).witness(forged)))
        .isEqualTo(ErrorCode.WRONG_SIGNATURE);
  }

  @Test
  void pathsUnderAnUnprovenHeadAreNoAnswerAtAll() {
    FinalityProof proof = decided(headKey).proof();
    SignedHead forged =
        new SignedHead(
            proof.head().head(),
            List.of(
                new SignedHead.MemberSignature(
                    "one", Keys.ed25519().sign(proof.head().head().message()))));
    var paths = new NotaryProtocol.Paths(forged, List.of(List.of()));
    member("one", () -> CompletableFuture.completedFuture(paths.encode()));

    assertThat(problem(client(InstantSource.system()).refresh(List.of(proof))))
        .isEqualTo(ErrorCode.NOTARY_UNAVAILABLE);
  }

  private static ErrorCode problem(CompletableFuture<?> failed) {
    assertThat(failed).isCompletedExceptionally();
    return Problem.behind(failed.exceptionNow(), "the client").code();
  }
}
