package kz.digitaltenge.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.app.Command;
import kz.digitaltenge.app.FreePorts;
import kz.digitaltenge.app.log.Observer.Silence;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.LogReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The observer agrees with a notary that shows what its decisions lead to, names what differs, and
/// takes no member's silence for agreement.
class ObserverTest {
  private static final Instant FOUNDED = Instant.parse("2026-01-05T04:00:00Z");
  private static final Cryptography CRYPTOGRAPHY = Cryptography.fastest();
  private static final Signer CENTRAL_BANK = signer(1);
  private static final Map<String, Signer> MEMBERS =
      Map.of("notary-1", signer(2), "notary-2", signer(3), "notary-3", signer(4));
  private static final List<String> NAMES = List.of("notary-1", "notary-2", "notary-3");
  private static final SignedParameters GENESIS = genesis();

  /// Creates two states, of which the second decision spends one.
  private static final Decision FIRST = decision(1, List.of(), 2);

  private static final Decision SECOND = decision(2, List.of(new StateRef(FIRST.id(), 0)), 1);
  private static final List<StateRef> LIVE =
      List.of(new StateRef(FIRST.id(), 1), new StateRef(SECOND.id(), 0));

  private static Signer signer(int seed) {
    var bytes = new byte[Seed.SIZE_BYTES];
    bytes[0] = (byte) seed;
    return CRYPTOGRAPHY.ed25519().signer(Seed.of(bytes));
  }

  private static Signer signer(String member) {
    return Optional.ofNullable(MEMBERS.get(member)).orElseThrow();
  }

  private static SignedParameters genesis() {
    var centralBank =
        new Participant(
            new NodeId("NBRKKZKX"),
            "National Bank",
            "125",
            "localhost:3",
            CENTRAL_BANK.publicKey(),
            Participant.Kind.CENTRAL_BANK);
    List<NotaryMember> members =
        NAMES.stream()
            .map(
                name ->
                    new NotaryMember(name, "localhost:1", "localhost:2", signer(name).publicKey()))
            .toList();
    return SignedParameters.sign(
        new NetworkParameters(
            1, Optional.empty(), FOUNDED, false, List.of(centralBank), members, List.of()),
        CENTRAL_BANK);
  }

  private static Decision decision(int number, List<StateRef> consumed, int created) {
    return new Decision(
        new TransactionId(Hash.sha256(new byte[] {(byte) number})),
        new Decision.Outcome.Finalised(),
        consumed,
        Stream.generate(() -> Hash.sha256(new byte[] {7})).limit(created).toList(),
        FOUNDED.plusSeconds(number),
        List.of(),
        1);
  }

  private static SignedHead head(Hash network, long size, Hash root, String... signers) {
    var head = new LogHead(network, 1, size, root, FOUNDED.plusSeconds(size));
    return new SignedHead(
        head,
        Stream.of(signers)
            .map(name -> new MemberSignature(name, signer(name).sign(head.message())))
            .toList());
  }

  private static SignedHead head(long size, Hash root, String... signers) {
    return head(GENESIS.parameters().hash(), size, root, signers);
  }

  /// A member's answers to its operator.
  private record FakeMember(String name, long logSize, List<StateRef> live)
      implements NotaryOperations {
    @Override
    public NotaryStatus status() {
      return new NotaryStatus(
          name, false, 1, logSize, Hash.sha256(), FOUNDED, live.size(), Optional.empty());
    }

    @Override
    public void liveRefs(Consumer<StateRef> reader) {
      new TreeSet<>(live).forEach(reader);
    }
  }

  /// A member that is away.
  private record Away(String name) implements NotaryOperations {
    @Override
    public NotaryStatus status() {
      throw unavailable(name);
    }

    @Override
    public void liveRefs(Consumer<StateRef> reader) {
      throw unavailable(name);
    }
  }

  private static PlatformException unavailable(String reason) {
    return Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", reason).exception();
  }

  /// Three members that show what two decisions lead to, until a row changes that.
  static final class FakeNotary implements Observer.Source {
    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<String, SignedHead> heads = new LinkedHashMap<>();
    private final Map<String, NotaryOperations> members = new LinkedHashMap<>();

    FakeNotary() {
      leaves.add(new Leaf.Whole(FIRST));
      leaves.add(new Leaf.Whole(SECOND));
      NAMES.forEach(this::answers);
    }

    void answers(String member) {
      heads.put(member, head(leaves.size(), root(), "notary-1", "notary-2", "notary-3"));
      shows(member, leaves.size(), LIVE);
    }

    void shows(String member, long size, List<StateRef> live) {
      members.put(member, new FakeMember(member, size, live));
    }

    void goesAway(String member) {
      heads.remove(member);
      members.put(member, new Away(member));
    }

    SignedHead headOfTheFirst() {
      var log = new LogReplay();
      log.add(FIRST.leafHash());
      return head(1, log.root(), "notary-1", "notary-2");
    }

    Hash root() {
      var log = new LogReplay();
      leaves.forEach(leaf -> log.add(leaf.hash()));
      return log.root();
    }

    @Override
    public List<SignedParameters> chain() {
      return List.of(GENESIS);
    }

    @Override
    public Map<String, SignedHead> heads() {
      return heads;
    }

    @Override
    public Map<String, NotaryOperations> members() {
      return members;
    }

    @Override
    public List<Leaf> leaves(long from) {
      return leaves.subList((int) from, leaves.size());
    }

    @Override
    public Optional<List<Hash>> consistency(
        long oldSize, long newSize, Predicate<List<Hash>> passes) {
      List<Hash> hashes = leaves.stream().map(Leaf::hash).toList();
      return Optional.of(
              MerkleTree.consistencyProof(
                  NodeHasher.RFC9162, hashes.subList(0, (int) newSize), (int) oldSize))
          .filter(passes);
    }

    @Override
    public PlatformException contradicted(LogHead head) {
      return unavailable(head.toString());
    }
  }

  private final FakeNotary notary = new FakeNotary();
  private final List<TwoHeads> kept = new ArrayList<>();
  private final Observer observer = new Observer(notary, CRYPTOGRAPHY.signatures(), kept::add);

  @Test
  void whatTheDecisionsLeadToAgrees() {
    assertThat(observer.look()).isEqualTo(new Observer.Look(2, 2, 6, Map.of(), Optional.empty()));
  }

  private static Arguments row(String what, Consumer<FakeNotary> change, String alarm) {
    return Arguments.of(what, change, alarm);
  }

  static Stream<Arguments> lies() {
    Hash wrong = Hash.sha256(new byte[] {66});
    return Stream.of(
        row(
            "a false root under a majority",
            it -> it.heads.put("notary-3", head(2, wrong, "notary-1", "notary-2")),
            "notary-1 signed two heads that no log can both have had: of log size 2 it signed"),
        row(
            "a false root, and no other head",
            it -> {
              NAMES.forEach(it.heads::remove);
              it.heads.put("notary-1", head(2, wrong, "notary-1", "notary-2"));
            },
            "notary-1, notary-2 signed a head of size 2 with root %s, but the decisions lead to"
                .formatted(wrong)),
        row(
            "two roots of one size",
            it -> {
              it.heads.put("notary-1", head(2, it.root(), "notary-1", "notary-2"));
              it.heads.put("notary-2", head(2, wrong, "notary-2", "notary-3"));
            },
            "notary-2 signed two heads that no log can both have had: of log size 2 it signed"),
        row(
            "a head of one signature",
            it -> it.heads.put("notary-2", head(2, it.root(), "notary-2")),
            "notary-2 shows a head of size 2, epoch 1, that no majority of the members signed"),
        row(
            "a head of another network",
            it -> it.heads.put("notary-2", head(wrong, 2, it.root(), "notary-1", "notary-2")),
            "notary-2 shows a head of size 2, epoch 1, that no majority of the members signed"),
        row(
            "a decision that spends what is gone",
            it -> {
              it.leaves.add(new Leaf.Whole(decision(3, SECOND.consumed(), 1)));
              NAMES.forEach(it::answers);
            },
            "decision 2: transaction %s consumed %s, which was not live"
                .formatted(decision(3, List.of(), 0).id(), SECOND.consumed().getFirst())),
        row(
            "a decision that creates again what is there",
            it -> {
              it.leaves.add(new Leaf.Whole(SECOND));
              NAMES.forEach(it::answers);
            },
            "decision 2: transaction %s c".formatted(SECOND.id())),
        row(
            "a decision without its content",
            it -> it.leaves.set(1, new Leaf.Forgotten(SECOND.leafHash())),
            "decision 1: its content is no longer in the notary's index"),
        row(
            "a live set with one too few",
            it -> it.shows("notary-3", 2, LIVE.subList(0, 1)),
            "notary-3 has another live set at log size 2"),
        row(
            "a live set with one too many",
            it ->
                it.shows(
                    "notary-1", 2, List.of(LIVE.get(0), LIVE.get(1), SECOND.consumed().get(0))),
            "notary-1 has another live set at log size 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void whatDiffersIsNamed(String what, Consumer<FakeNotary> change, String alarm) {
    change.accept(notary);

    Observer.Look look = observer.look();

    assertThat(look.alarm().orElseThrow()).as(what).contains(alarm);
    assertThat(look.isOfNobody()).isFalse();
  }

  static Stream<Arguments> provedLies() {
    Hash wrong = Hash.sha256(new byte[] {66});
    return Stream.of(
        proved(
            "two roots of one size",
            it -> {
              it.heads.put("notary-1", head(2, it.root(), "notary-1", "notary-2"));
              it.heads.put("notary-2", head(2, wrong, "notary-2", "notary-3"));
              it.heads.remove("notary-3");
            },
            "notary-2 SIGNED_TWO_HEADS_OF_ONE_SIZE"),
        proved(
            "two roots of one size, by two members",
            it -> it.heads.put("notary-3", head(2, wrong, "notary-1", "notary-2")),
            "notary-1 SIGNED_TWO_HEADS_OF_ONE_SIZE",
            "notary-2 SIGNED_TWO_HEADS_OF_ONE_SIZE"),
        proved(
            "a head that the log does not continue",
            it -> {
              it.heads.put("notary-1", head(1, wrong, "notary-1", "notary-2"));
              it.heads.put("notary-2", head(2, it.root(), "notary-2", "notary-3"));
              it.heads.remove("notary-3");
            },
            "notary-2 SIGNED_HEADS_THAT_DO_NOT_CONTINUE"),
        proved(
            "a head of another log, and no other",
            it -> {
              NAMES.forEach(it.heads::remove);
              it.heads.put("notary-1", head(2, wrong, "notary-1", "notary-2"));
            }),
        proved(
            "a live set with one too few, which nobody signed",
            it -> it.shows("notary-3", 2, LIVE.subList(0, 1))));
  }

  private static Arguments proved(String what, Consumer<FakeNotary> change, String... culprits) {
    return Arguments.of(what, change, List.of(culprits));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("provedLies")
  void whatProvesALieToOthersIsKept(
      String what, Consumer<FakeNotary> change, List<String> culprits) {
    change.accept(notary);

    assertThat(observer.look().alarm()).as(what).isPresent();

    assertThat(kept.stream().map(ObserverTest::judged).distinct())
        .containsExactlyInAnyOrderElementsOf(culprits);
  }

  /// By somebody who has the parameters only.
  private static String judged(TwoHeads evidence) {
    var file = new EvidenceFile(List.of(GENESIS), "observer", FOUNDED, evidence);
    return switch (file.judge(GENESIS.parameters().hash(), CRYPTOGRAPHY.signatures())) {
      case Judgement.Proved proved -> proved.culprit() + " " + proved.breach();
      case Judgement.NotProved not -> "not proved: " + not.why();
    };
  }

  private static Arguments silence(
      String what, Consumer<FakeNotary> change, int agreeing, Map<String, Silence> silent) {
    return Arguments.of(what, change, agreeing, silent);
  }

  static Stream<Arguments> silences() {
    return Stream.of(
        silence("one is away", it -> it.goesAway("notary-2"), 4, Map.of("notary-2", Silence.WHOLE)),
        silence(
            "one keeps its head to itself",
            it -> it.heads.remove("notary-3"),
            4,
            Map.of("notary-3", Silence.WHOLE)),
        silence(
            "one keeps its live set to itself",
            it -> it.members.put("notary-3", new Away("notary-3")),
            5,
            Map.of("notary-3", Silence.LIVE_SET)),
        silence(
            "one is behind, and shows its head",
            it -> {
              it.heads.put("notary-1", it.headOfTheFirst());
              it.shows("notary-1", 1, List.of());
            },
            5,
            Map.of()),
        silence(
            "all are away",
            it -> NAMES.forEach(it::goesAway),
            0,
            Map.of(
                "notary-1", Silence.WHOLE, "notary-2", Silence.WHOLE, "notary-3", Silence.WHOLE)),
        silence(
            "no decision yet, and one is away",
            it -> {
              NAMES.forEach(it::goesAway);
              it.shows("notary-1", 0, List.of());
              it.shows("notary-2", 0, List.of());
            },
            2,
            Map.of("notary-3", Silence.WHOLE)),
        silence(
            "decisions and no head",
            it -> NAMES.forEach(it.heads::remove),
            0,
            Map.of(
                "notary-1", Silence.WHOLE, "notary-2", Silence.WHOLE, "notary-3", Silence.WHOLE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silences")
  void silenceIsNoAgreement(
      String what, Consumer<FakeNotary> change, int agreeing, Map<String, Silence> silent) {
    change.accept(notary);

    Observer.Look look = observer.look();

    assertThat(look.alarm()).as(what).isEmpty();
    assertThat(look.agreeing()).isEqualTo(agreeing);
    assertThat(look.silent()).isEqualTo(silent);
    assertThat(look.isOfNobody()).isEqualTo(agreeing == 0);
  }

  @Test
  void whoAnswersAgainIsSilentNoMore() {
    notary.goesAway("notary-2");
    assertThat(observer.look().silent()).containsOnlyKeys("notary-2");

    notary.answers("notary-2");

    assertThat(observer.look().silent()).isEmpty();
  }

  @Test
  void aLookAtAStoppedNetworkFails(@TempDir Path folder) {
    var dt = new Command(folder);
    Command.Result founded =
        dt.run("run", "found", "--port", String.valueOf(FreePorts.first()), "--notaries", "3");
    assertThat(founded.exit()).as(founded.err()).isZero();

    Command.Result observed = dt.run("log", "observe", "--once");

    assertThat(observed.exit()).isEqualTo(1);
    assertThat(observed.out()).isEmpty();
    assertThat(observed.sentences())
        .contains(
            "notary-2 does not answer; nothing of it was compared.",
            "No member of the notary answers: nothing was compared.");
  }
}
