package kz.digitaltenge.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.app.Command;
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
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.LogReplay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An export that is whole is verified by the file alone; one that was cut, doctored or is of
/// another network is refused with a sentence that names the place.
class LogCheckTest {
  private static final Instant FOUNDED = Instant.parse("2026-01-05T04:00:00Z");
  private static final Cryptography CRYPTOGRAPHY = Cryptography.fastest();
  private static final Signer CENTRAL_BANK = signer(1);
  private static final List<Signer> MEMBERS = List.of(signer(2), signer(3), signer(4));
  private static final int LEAVES = 11;

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void choose() {
    file = folder.resolve("log.dt");
  }

  private static Signer signer(int seed) {
    var bytes = new byte[Seed.SIZE_BYTES];
    bytes[0] = (byte) seed;
    return CRYPTOGRAPHY.ed25519().signer(Seed.of(bytes));
  }

  private static SignedParameters parameters(int epoch, Optional<Hash> previous, Signer by) {
    var node = new NodeId("NBRKKZKX");
    var members = new ArrayList<NotaryMember>();
    for (int i = 0; i < MEMBERS.size(); i++) {
      members.add(
          new NotaryMember(
              "notary-" + (i + 1), "localhost:1", "localhost:2", MEMBERS.get(i).publicKey()));
    }
    return SignedParameters.sign(
        new NetworkParameters(
            epoch,
            previous,
            FOUNDED,
            false,
            List.of(
                new Participant(
                    node,
                    "National Bank",
                    "125",
                    "localhost:3",
                    CENTRAL_BANK.publicKey(),
                    Participant.Kind.CENTRAL_BANK)),
            members,
            List.of()),
        by);
  }

  private static SignedParameters genesis() {
    return parameters(1, Optional.empty(), CENTRAL_BANK);
  }

  private static Decision decision(int number) {
    return new Decision(
        new TransactionId(Hash.sha256(new byte[] {(byte) number})),
        new Decision.Outcome.Finalised(),
        List.of(new StateRef(new TransactionId(Hash.sha256(new byte[] {99})), number)),
        List.of(Hash.sha256(new byte[] {7})),
        FOUNDED.plusSeconds(number),
        List.of(),
        1);
  }

  private static LogRecord.Head head(LogReplay log, int second, int signatures) {
    var head =
        new LogHead(
            genesis().parameters().hash(), 1, log.size(), log.root(), FOUNDED.plusSeconds(second));
    var signed = new ArrayList<MemberSignature>();
    for (int i = 0; i < signatures; i++) {
      signed.add(new MemberSignature("notary-" + (i + 1), MEMBERS.get(i).sign(head.message())));
    }
    return new LogRecord.Head(new SignedHead(head, signed));
  }

  /// The log as it was after the first so many decisions, with others in the places given.
  private static List<LogRecord> log(int count, int headSecond, Map<Integer, Decision> others) {
    var records = new ArrayList<LogRecord>(List.of(new LogRecord.Parameters(genesis())));
    var log = new LogReplay();
    for (int number = 0; number < count; number++) {
      Decision decision = others.getOrDefault(number, decision(number));
      log.add(decision.leafHash());
      records.add(leaf(decision));
    }
    records.add(head(log, headSecond, 2));
    records.add(new LogRecord.End(count));
    return records;
  }

  /// Genesis, six leaves, a head, five leaves of which one is forgotten, a head, the end.
  private static List<LogRecord> whole() {
    var records = new ArrayList<LogRecord>(List.of(new LogRecord.Parameters(genesis())));
    var log = new LogReplay();
    for (int number = 0; number < LEAVES; number++) {
      Decision decision = decision(number);
      log.add(decision.leafHash());
      records.add(
          new LogRecord.LogLeaf(
              number == 8 ? new Leaf.Forgotten(decision.leafHash()) : new Leaf.Whole(decision)));
      if (number == 5) {
        records.add(head(log, 5, 2));
      }
    }
    records.add(head(log, 20, 3));
    records.add(new LogRecord.End(LEAVES));
    return records;
  }

  private LogCheck.Report check(List<LogRecord> records) throws IOException {
    try (var writer = new LogFile.Writer(file)) {
      for (LogRecord each : records) {
        writer.write(each);
      }
    }
    return check(Optional.empty());
  }

  private LogCheck.Report check(Optional<Hash> network) throws IOException {
    return new LogCheck(network, CRYPTOGRAPHY.signatures()).of(file);
  }

  @Test
  void aWholeExportHolds() throws IOException {
    LogCheck.Report report = check(whole());
    assertThat(report.fault()).isEmpty();
    assertThat(report.network()).hasValue(genesis().parameters().hash());
    assertThat(report.leaves()).isEqualTo(LEAVES);
    assertThat(report.forgotten()).isEqualTo(1);
    assertThat(report.heads()).isEqualTo(2);
    assertThat(check(report.network()).fault()).isEmpty();
  }

  @Test
  void anotherNetworksExportIsRefused() throws IOException {
    var _ = check(whole());
    assertThat(check(Optional.of(Hash.sha256())).fault().orElseThrow())
        .startsWith("record 1, from byte 15, does not hold: it is the log of another network");
  }

  private static Arguments later(
      String what, List<LogRecord> earlier, List<LogRecord> now, String said) {
    return Arguments.of(what, earlier, now, said);
  }

  static Stream<Arguments> later() {
    var other = Map.of(2, at(decision(40), 2));
    return Stream.of(
        later("longer", log(6, 5, Map.of()), whole(), ""),
        later("longer, from where a subtree is whole", log(8, 8, Map.of()), whole(), ""),
        later("as long", log(6, 5, Map.of()), log(6, 5, Map.of()), ""),
        later("as long, under an earlier head", log(6, 9, Map.of()), log(6, 5, Map.of()), ""),
        later("nothing before", log(0, 0, Map.of()), whole(), ""),
        later(
            "shorter", whole(), log(6, 5, Map.of()), "it has 6 leaves, and the earlier export 11"),
        later(
            "another decision, and longer",
            log(6, 5, Map.of()),
            log(9, 9, other),
            "does not hold: the log was rewritten: its first 6 leaves lead to"),
        later(
            "another decision, and as long",
            log(6, 5, Map.of()),
            log(6, 5, other),
            "the log was rewritten: its first 6 leaves lead to"),
        later(
            "a decision from before the earlier head",
            log(6, 9, Map.of()),
            log(8, 9, Map.of()),
            "the log was rewritten: decision 6 has log time %s, before %s"
                .formatted(FOUNDED.plusSeconds(6), FOUNDED.plusSeconds(9))),
        later(
            "a head from before the earlier head",
            log(6, 9, Map.of()),
            with(7, new LogRecord.LogLeaf(new Leaf.Forgotten(decision(6).leafHash())))
                .apply(log(7, 7, Map.of())),
            "the log was rewritten: the head of size 7 has log time"));
  }

  private static Decision at(Decision decision, int second) {
    return new Decision(
        decision.id(),
        decision.outcome(),
        decision.consumed(),
        decision.tags(),
        FOUNDED.plusSeconds(second),
        decision.attesters(),
        decision.epoch());
  }

  /// Each of the two holds by itself, so nothing but the earlier one can tell.
  @ParameterizedTest(name = "{0}")
  @MethodSource("later")
  void anExportIsHeldAgainstAnEarlierOne(
      String what, List<LogRecord> earlier, List<LogRecord> now, String said) throws IOException {
    LogCheck.Report before = check(earlier);
    assertThat(before.fault()).as(what).isEmpty();
    assertThat(check(now).fault()).as(what).isEmpty();

    LogCheck.Report report =
        LogCheck.since(LogCheck.Earlier.of(before).orElseThrow(), CRYPTOGRAPHY.signatures())
            .of(file);

    if (said.isEmpty()) {
      assertThat(report.fault()).as(what).isEmpty();
    } else {
      assertThat(report.fault().orElseThrow()).as(what).contains(said);
    }
  }

  private List<String> verified(List<LogRecord> earlier) throws IOException {
    Path old = folder.resolve("old.dt");
    var _ = check(earlier);
    Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
    var _ = check(whole());
    return List.of("log", "verify", file.toString(), "--since", old.toString());
  }

  @Test
  void theCommandSaysWhatItContinuesOrThatTheLogWasRewritten() throws IOException {
    var continues = Command.plain(verified(log(6, 5, Map.of())).toArray(String[]::new));
    assertThat(continues.exit()).isZero();
    assertThat(continues.out()).contains("It continues " + folder.resolve("old.dt"));

    var rewritten =
        Command.plain(verified(log(6, 5, Map.of(2, at(decision(40), 2)))).toArray(String[]::new));
    assertThat(rewritten.exit()).isEqualTo(1);
    assertThat(rewritten.err()).startsWith(file.toString()).contains("the log was rewritten");
    assertThat(rewritten.out()).isEmpty();
  }

  @Test
  void anEarlierExportThatDoesNotHoldIsNamed() throws IOException {
    var result =
        Command.plain(verified(without(7).apply(log(6, 5, Map.of()))).toArray(String[]::new));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith(folder.resolve("old.dt").toString());
    assertThat(result.out()).isEmpty();
  }

  private static Arguments doctored(
      String what, UnaryOperator<List<LogRecord>> change, String said) {
    return Arguments.of(what, change, said);
  }

  private static UnaryOperator<List<LogRecord>> with(int place, LogRecord other) {
    return records -> {
      var changed = new ArrayList<>(records);
      changed.set(place, other);
      return changed;
    };
  }

  private static UnaryOperator<List<LogRecord>> without(int place) {
    return records -> {
      var changed = new ArrayList<>(records);
      changed.remove(place);
      return changed;
    };
  }

  private static LogRecord leaf(Decision decision) {
    return new LogRecord.LogLeaf(new Leaf.Whole(decision));
  }

  static Stream<Arguments> doctored() {
    Decision early =
        new Decision(
            decision(4).id(),
            decision(4).outcome(),
            decision(4).consumed(),
            decision(4).tags(),
            FOUNDED.plusSeconds(1),
            List.of(),
            1);
    Decision unknownEpoch =
        new Decision(
            decision(4).id(),
            decision(4).outcome(),
            decision(4).consumed(),
            decision(4).tags(),
            FOUNDED.plusSeconds(4),
            List.of(),
            2);
    var empty = new LogReplay();
    return Stream.of(
        doctored("another decision", with(3, leaf(decision(3))), "the head of size 6 has root"),
        doctored(
            "a decision as a hash, another's",
            with(4, new LogRecord.LogLeaf(new Leaf.Forgotten(Hash.sha256()))),
            "record 8, from byte"),
        doctored("a decision back-dated", with(5, leaf(early)), "decision 4 has log time"),
        doctored("a decision of an unknown epoch", with(5, leaf(unknownEpoch)), "is of epoch 2"),
        doctored("a leaf left out", without(9), "the head of size 11 comes after leaf 10"),
        doctored("a head by one of three", with(7, oneOfThree()), "not signed by a majority"),
        doctored("a head over nothing", with(7, head(empty, 5, 3)), "size 0 comes after leaf 6"),
        doctored(
            "parameters that nobody signed",
            with(0, new LogRecord.Parameters(parameters(1, Optional.empty(), MEMBERS.get(0)))),
            "record 1, from byte 15, does not hold: the central bank did not sign"),
        doctored(
            "next parameters of another chain",
            with(
                1,
                new LogRecord.Parameters(parameters(2, Optional.of(Hash.sha256()), CENTRAL_BANK))),
            "epoch 2 do not follow"),
        doctored("the last head left out", without(13), "leaves from 6 to 10 are under no head"),
        doctored("the end left out", without(14), "without its last record"),
        doctored("a false count", with(14, new LogRecord.End(12)), "should have 12 leaves"),
        doctored("more after the end", with(13, new LogRecord.End(11)), "follows the last record"),
        doctored("no parameters", without(0), "decision 0 is of epoch 1"));
  }

  private static LogRecord oneOfThree() {
    var log = new LogReplay();
    for (int number = 0; number <= 5; number++) {
      log.add(decision(number).leafHash());
    }
    return head(log, 5, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doctored")
  void aDoctoredExportIsRefusedWithThePlace(
      String what, UnaryOperator<List<LogRecord>> change, String said) throws IOException {
    assertThat(check(change.apply(whole())).fault().orElseThrow()).as(what).contains(said);
  }

  @Test
  void aCutIsSeen() throws IOException {
    var _ = check(whole());
    byte[] all = Files.readAllBytes(file);
    for (int length = all.length - 1; length >= 0; length -= 3) {
      Files.write(file, java.util.Arrays.copyOf(all, length));
      assertThat(check(Optional.empty()).fault())
          .as("%d bytes of %d", length, all.length)
          .isPresent();
    }
  }

  @Test
  void aChangedByteIsSeen() throws IOException {
    var _ = check(whole());
    byte[] all = Files.readAllBytes(file);
    var random = new Random(20260105);
    for (int at = random.nextInt(7); at < all.length; at += 1 + random.nextInt(13)) {
      byte[] changed = all.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, changed);
      assertThat(check(Optional.empty()).fault()).as("byte %d", at).isPresent();
    }
  }

  @Test
  void aRecordThatClaimsToBeHugeTakesNoMemory() throws IOException {
    var _ = check(whole());
    byte[] all = Files.readAllBytes(file);
    all[15] = 0x7f;
    Files.write(file, all);
    assertThat(check(Optional.empty()).fault().orElseThrow())
        .startsWith("record 1, from byte 15, claims to have 2130");
  }
}
