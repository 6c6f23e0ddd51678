package kz.digitaltenge.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
