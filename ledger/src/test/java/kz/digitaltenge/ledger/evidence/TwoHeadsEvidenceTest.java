package kz.digitaltenge.ledger.evidence;

import static kz.digitaltenge.ledger.evidence.HeadCases.LIAR;
import static kz.digitaltenge.ledger.evidence.HeadCases.OTHER;
import static kz.digitaltenge.ledger.evidence.HeadCases.SIZE;
import static kz.digitaltenge.ledger.evidence.HeadCases.at;
import static kz.digitaltenge.ledger.evidence.HeadCases.in;
import static kz.digitaltenge.ledger.evidence.HeadCases.lie;
import static kz.digitaltenge.ledger.evidence.HeadCases.signed;
import static kz.digitaltenge.ledger.evidence.HeadCases.truth;
import static kz.digitaltenge.ledger.evidence.HeadCases.two;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.HeadCases.Shown;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two heads of a member prove its breach, and with one thing changed nothing.
final class TwoHeadsEvidenceTest {
  private static final Hash NOTHING = Hash.sha256(new byte[] {9});
  private static final RememberingVerifier VERIFIER = new RememberingVerifier();
  private static final EvidenceJudge JUDGE =
      new EvidenceJudge(
          NetworkHistory.of(Cases.NETWORK.networkId(), HeadCases.chain(), VERIFIER).orElseThrow(),
          VERIFIER);

  record Proof(String what, Evidence.TwoHeads evidence, Breach breach, String words) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Flaw(String what, Evidence.TwoHeads evidence, Doubt doubt) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Proof> proofs() {
    Stream<Proof> atFirstSight =
        Stream.of(
            new Proof(
                "two roots of one size",
                HeadCases.oneSize(),
                Breach.SIGNED_TWO_HEADS_OF_ONE_SIZE,
                "of log size 11 it signed root "),
            new Proof(
                "two roots of one size in two epochs of one key",
                two(signed(LIAR, truth(SIZE)), signed(LIAR, in(lie(SIZE), 2)), List.of()),
                Breach.SIGNED_TWO_HEADS_OF_ONE_SIZE,
                "of log size 11 it signed root "),
            new Proof(
                "a longer log of an earlier time",
                HeadCases.timeWentBack(),
                Breach.SIGNED_A_LOG_THAT_WENT_BACK,
                "at log size 5 it signed log time 2026-06-01T09:00:00Z"),
            new Proof(
                "a longer log of an earlier epoch",
                two(signed(LIAR, in(truth(5), 2)), signed(LIAR, truth(SIZE)), List.of()),
                Breach.SIGNED_A_LOG_THAT_WENT_BACK,
                "at log size 5 it signed log time 2026-06-01T09:00:00Z in epoch 2"),
            new Proof(
                "a log that stayed, and was of an earlier epoch later",
                two(signed(LIAR, in(truth(5), 2)), signed(LIAR, later(truth(5))), List.of()),
                Breach.SIGNED_A_LOG_THAT_WENT_BACK,
                "in epoch 1"));
    Stream<Proof> notContinued =
        IntStream.range(1, SIZE)
            .mapToObj(
                size ->
                    new Proof(
                        "a head of size %d that the log does not continue".formatted(size),
                        HeadCases.notContinued(size),
                        Breach.SIGNED_HEADS_THAT_DO_NOT_CONTINUE,
                        "had root %s at size %d, and there it signed root %s"
                            .formatted(truth(size).root(), size, lie(size).root())));
    return Stream.concat(atFirstSight, notContinued);
  }

  /// The breaches that have a row here.
  static Stream<Breach> breaches() {
    return proofs().map(Proof::breach);
  }

  /// The doubts that have a row here.
  static Set<Doubt> doubts() {
    return flaws().map(Flaw::doubt).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aMembersOwnSignaturesProveItsBreach(Proof proof) {
    assertThat(JUDGE.judge(proof.evidence))
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> {
              assertThat(proved.culprit()).isEqualTo(new Culprit.Member(LIAR));
              assertThat(proved.breach()).isEqualTo(proof.breach);
              assertThat(proved.what()).contains(proof.words);
            });
  }

  static Stream<Flaw> flaws() {
    return Stream.of(signers(), unsigned(), contents(), proofsOfContinuation())
        .flatMap(each -> each);
  }

  private static Stream<Flaw> signers() {
    Shown truth = signed(LIAR, truth(SIZE));
    Shown lie = signed(LIAR, lie(SIZE));
    return Stream.of(
        new Flaw(
            "two members, each with its own head",
            two(truth, signed(OTHER, lie(SIZE)), List.of()),
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "another member's signature in its name",
            two(truth, renamed(signed(OTHER, lie(SIZE)), LIAR), List.of()),
            Doubt.SIGNATURE_WRONG),
        new Flaw(
            "another member's signature in its name on the first head",
            two(renamed(signed(OTHER, truth(SIZE)), LIAR), lie, List.of()),
            Doubt.SIGNATURE_WRONG),
        new Flaw(
            "its signature in the name of another",
            two(truth, renamed(lie, OTHER), List.of()),
            Doubt.SIGNATURE_WRONG),
        new Flaw(
            "a member that is not listed",
            two(renamed(truth, "notary-9"), renamed(lie, "notary-9"), List.of()),
            Doubt.MEMBER_UNKNOWN),
        new Flaw(
            "an epoch that the file has no parameters of",
            two(truth, signed(LIAR, in(lie(SIZE), 4)), List.of()),
            Doubt.EPOCH_UNKNOWN),
        new Flaw(
            "an epoch in which it has another key",
            two(truth, signed(LIAR, in(lie(SIZE), 3)), List.of()),
            Doubt.KEYS_DIFFER),
        new Flaw(
            "a head of another network",
            two(truth, signed(LIAR, elsewhere(lie(SIZE))), List.of()),
            Doubt.NETWORK_DIFFERS),
        new Flaw(
            "a first head of another network",
            two(signed(LIAR, elsewhere(truth(SIZE))), lie, List.of()),
            Doubt.NETWORK_DIFFERS));
  }

  /// Each field of each head, changed after it was signed.
  private static Stream<Flaw> unsigned() {
    List<UnaryOperator<LogHead>> changes =
        List.of(
            head -> in(head, 2),
            head -> sized(head, head.size() + 1),
            head -> rooted(head, NOTHING),
            TwoHeadsEvidenceTest::later);
    var flaws = new ArrayList<Flaw>();
    for (Evidence.TwoHeads two :
        List.of(HeadCases.oneSize(), HeadCases.notContinued(5), HeadCases.timeWentBack())) {
      for (int i = 0; i < changes.size(); i++) {
        Shown first = new Shown(changes.get(i).apply(two.first()), two.byFirst());
        Shown second = new Shown(changes.get(i).apply(two.second()), two.bySecond());
        flaws.add(
            new Flaw(
                "field %d of the first head changed".formatted(i),
                two(first, second(two), two.proof()),
                Doubt.SIGNATURE_WRONG));
        flaws.add(
            new Flaw(
                "field %d of the second head changed".formatted(i),
                two(first(two), second, two.proof()),
                Doubt.SIGNATURE_WRONG));
      }
    }
    return flaws.stream();
  }

  private static Stream<Flaw> contents() {
    Shown truth = signed(LIAR, truth(SIZE));
    Shown lie = signed(LIAR, lie(SIZE));
    return Stream.of(
        new Flaw("one head twice", two(truth, truth, List.of()), Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "one head at two times",
            two(truth, signed(LIAR, later(truth(SIZE))), List.of()),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "two heads of one log",
            two(signed(LIAR, truth(5)), truth, List.of()),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "heads of two logs, and nothing that shows it",
            two(signed(LIAR, lie(5)), truth, List.of()),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "the later head first",
            two(signed(LIAR, later(truth(SIZE))), lie, List.of()),
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "the longer head first",
            two(truth, signed(LIAR, later(lie(5))), List.of()),
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "a hash too many beside two heads of one size",
            two(truth, lie, List.of(NOTHING)),
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "a hash too many beside a time that went back",
            two(
                first(HeadCases.timeWentBack()),
                second(HeadCases.timeWentBack()),
                List.of(NOTHING)),
            Doubt.PARTS_DO_NOT_MATCH));
  }

  private static Stream<Flaw> proofsOfContinuation() {
    var flaws = new ArrayList<Flaw>();
    for (int size : List.of(3, 4, 5, 6, 8)) {
      Evidence.TwoHeads two = HeadCases.notContinued(size);
      for (int i = 0; i < two.proof().size(); i++) {
        flaws.add(proof(two, "hash %d changed".formatted(i), with(two.proof(), i, NOTHING)));
        flaws.add(proof(two, "hash %d left out".formatted(i), without(two.proof(), i)));
      }
      flaws.add(proof(two, "a hash in front", with(two.proof(), 0, NOTHING, two.proof().get(0))));
      flaws.add(proof(two, "a hash at the end", plus(two.proof(), NOTHING)));
      flaws.add(proof(two, "the longer head's root alone", List.of(two.second().root())));
      flaws.add(
          new Flaw(
              "size %d: a head that the longer one continues".formatted(size),
              two(signed(LIAR, truth(size)), second(two), two.proof()),
              Doubt.NOTHING_IS_WRONG));
      flaws.add(
          new Flaw(
              "size %d: a longer head that the proof does not lead to".formatted(size),
              two(first(two), signed(LIAR, lie(SIZE)), two.proof()),
              Doubt.PARTS_DO_NOT_MATCH));
    }
    return flaws.stream();
  }

  private static Flaw proof(Evidence.TwoHeads two, String what, List<Hash> changed) {
    return new Flaw(
        "size %d: %s".formatted(two.first().size(), what),
        two(first(two), second(two), changed),
        changed.isEmpty() ? Doubt.NOTHING_IS_WRONG : Doubt.PARTS_DO_NOT_MATCH);
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void withOneThingChangedNothingIsProved(Flaw flaw) {
    assertThat(JUDGE.judge(flaw.evidence))
        .isInstanceOfSatisfying(
            Judgement.NotProved.class, not -> assertThat(not.doubt()).isEqualTo(flaw.doubt));
  }

  @Test
  void whatContradictsItselfIsFoundWhicheverComesFirst() {
    Evidence.TwoHeads two = HeadCases.oneSize();
    Shown one = first(two);
    Shown other = second(two);

    assertThat(Evidence.TwoHeads.of(one.head(), one.by(), other.head(), other.by()))
        .isEqualTo(Evidence.TwoHeads.of(other.head(), other.by(), one.head(), one.by()))
        .hasValueSatisfying(found -> assertThat(JUDGE.judge(found).isProved()).isTrue());
    assertThat(Evidence.TwoHeads.of(one.head(), one.by(), one.head(), one.by())).isEmpty();
  }

  private static Shown first(Evidence.TwoHeads two) {
    return new Shown(two.first(), two.byFirst());
  }

  private static Shown second(Evidence.TwoHeads two) {
    return new Shown(two.second(), two.bySecond());
  }

  private static Shown renamed(Shown shown, String name) {
    return new Shown(shown.head(), new MemberSignature(name, shown.by().signature()));
  }

  private static LogHead later(LogHead head) {
    return at(head, head.logTime().plusMillis(1));
  }

  private static LogHead sized(LogHead head, long size) {
    return new LogHead(head.networkId(), head.epoch(), size, head.root(), head.logTime());
  }

  private static LogHead rooted(LogHead head, Hash root) {
    return new LogHead(head.networkId(), head.epoch(), head.size(), root, head.logTime());
  }

  private static LogHead elsewhere(LogHead head) {
    return new LogHead(
        TestNetwork.of(1).networkId(), head.epoch(), head.size(), head.root(), head.logTime());
  }

  private static List<Hash> with(List<Hash> hashes, int index, Hash... instead) {
    var changed = new ArrayList<>(hashes);
    changed.remove(index);
    changed.addAll(index, List.of(instead));
    return changed;
  }

  private static List<Hash> without(List<Hash> hashes, int index) {
    return with(hashes, index);
  }

  private static List<Hash> plus(List<Hash> hashes, Hash last) {
    var longer = new ArrayList<>(hashes);
    longer.add(last);
    return longer;
  }
}
