package kz.digitaltenge.trust.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.OpenSsl;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.SmallDisk;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceLogTest {
  private static final MessageDescription.Request GOOD = SignedFixture.request();

  @TempDir private static Path folders;

  private final Path folder = folders.resolve(UUID.randomUUID().toString());
  private final SignedFixture fixture = new SignedFixture(folder, KeyKind.P256);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void accept(int messages) {
    for (int i = 0; i < messages; i++) {
      assertThat(fixture.verifier.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
          .isInstanceOf(MessageVerdict.Accepted.class);
    }
  }

  private Path newest() {
    return EvidenceLog.files(fixture.log()).getLast();
  }

  @Test
  void anAcceptedMessageIsProvedYearsLaterAlsoAfterARevocation() {
    accept(2);
    var _ = fixture.trust.authority.revoke(fixture.bank.serial(), RevocationReason.SUPERSEDED);
    fixture.trust.clock.advance(Duration.ofDays(10 * 365));

    var report = EvidenceJudge.judge(newest(), fixture.roots);

    assertThat(report.isProved()).isTrue();
    assertThat(report.messages()).hasSize(2);
    var message = report.messages().getFirst();
    assertThat(message.description()).isEqualTo(GOOD.bytes());
    assertThat(message.judgement())
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> assertThat(proved.chain().getFirst()).isEqualTo(fixture.bank.certificate()));
    assertThat(EvidenceJudge.isBodyOf(message, SignedFixture.BODY)).isTrue();
    assertThat(EvidenceJudge.isBodyOf(message, new byte[0])).isFalse();
  }

  /// Certificates and status answers are kept before the first message that they belong to.
  @Test
  void whatFoundNoRoomIsMissingInNoLaterProof() {
    var room = new SmallDisk.Room();
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), Long.MAX_VALUE, room::holding);
    MessageVerifier verifier = fixture.verifier(MessageVerifier.NONCES_MAX);
    var refused = 0;
    for (long left = 0; left < 2_000; left += 100) {
      room.left = left;
      try {
        var _ = verifier.verify(GOOD, List.of(fixture.signer().sign(GOOD)));
      } catch (PlatformException e) {
        refused++;
        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(fixture.evidence.trouble().map(Problem::code)).contains(ErrorCode.DISK_FULL);
        room.left = Long.MAX_VALUE;
        assertThat(fixture.evidence.trouble()).isEmpty();
      }
    }
    room.left = Long.MAX_VALUE;
    assertThat(verifier.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
        .isInstanceOf(MessageVerdict.Accepted.class);

    assertThat(refused).isGreaterThan(3);
    assertThat(EvidenceJudge.judge(newest(), fixture.roots).isProved()).isTrue();
  }

  /// GOST is not among what it knows without an engine.
  @ParameterizedTest
  @EnumSource(value = KeyKind.class, mode = Mode.EXCLUDE, names = "GOST_2015_512")
  void theStockProgramVerifiesWhatWasKept(KeyKind kind) {
    OpenSsl.require();
    try (var other = new SignedFixture(folder.resolve(kind.name()), kind)) {
      var _ = other.verifier.verify(GOOD, List.of(other.signer().sign(GOOD)));
      var report = EvidenceJudge.judge(EvidenceLog.files(other.log()).getFirst(), other.roots);
      Path out = folder.resolve("out-" + kind);

      EvidenceExport.write(report.messages().getFirst(), out);

      String key = out.resolve("key.pem").toString();
      assertThat(
              OpenSsl.run("x509", "-in", out + "/signer.crt", "-pubkey", "-noout", "-out", key)
                  .status())
          .isZero();
      assertThat(
              OpenSsl.run(
                      "pkeyutl",
                      "-verify",
                      "-rawin",
                      "-pubin",
                      "-inkey",
                      key,
                      "-in",
                      out + "/signed.bin",
                      "-sigfile",
                      out + "/signature.bin")
                  .output())
          .contains("Signature Verified Successfully");
      assertThat(
              OpenSsl.run(
                      "ocsp",
                      "-no_nonce",
                      "-respin",
                      out + "/signer.ocsp",
                      "-CAfile",
                      out + "/root.crt",
                      "-issuer",
                      out + "/issuer.crt",
                      "-cert",
                      out + "/signer.crt")
                  .output())
          .contains("Response verify OK")
          .contains("signer.crt: good");
    }
  }

  @Test
  void whoTrustsAnotherRootSeesNoProof() {
    accept(1);

    assertThat(EvidenceJudge.judge(newest(), Set.of(Hash.sha256())).isProved()).isFalse();
  }

  @Test
  void aRefusedMessageLeavesNothing() {
    var _ = fixture.verifier.verify(GOOD, List.of("x"));

    assertThat(EvidenceJudge.judge(newest(), fixture.roots).messages()).isEmpty();
  }

  @Test
  void eachFileProvesItsMessagesByItselfAndFollowsTheLast() {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    fixture.verifier = fixture.verifier(100);
    accept(3);

    var reports =
        EvidenceLog.files(fixture.log()).stream()
            .map(file -> EvidenceJudge.judge(file, fixture.roots))
            .toList();

    assertThat(reports).hasSize(3).allMatch(EvidenceReport::isProved);
    assertThat(reports).allMatch(report -> report.messages().size() == 1);
    assertThat(reports.get(1).start()).isEqualTo(reports.get(0).end());
    assertThat(reports.get(2).start()).isEqualTo(reports.get(1).end());
  }

  @Test
  void nonceOfAnOlderFileIsRememberedAfterARestart() {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    fixture.verifier = fixture.verifier(100);
    String first = fixture.signer().sign(GOOD);
    var _ = fixture.verifier.verify(GOOD, List.of(first));
    accept(2);
    fixture.restart();

    assertThat(fixture.verifier.verify(GOOD, List.of(first)))
        .isInstanceOfSatisfying(
            MessageVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(MessageRefusal.REPLAYED));
  }

  @Test
  void whatEveryMessageRefersToIsKeptOnce() throws Exception {
    accept(1);
    long one = Files.size(newest());
    accept(1);

    assertThat(Files.size(newest()) - one).isLessThan(1_200);
  }

  @Test
  void aLogHasOneWriter() {
    assertThatThrownBy(() -> EvidenceLog.open(fixture.log()).close())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.DATA_FOLDER_LOCKED));
  }

  @Test
  void aChangedByteBreaksTheChain() throws Exception {
    accept(1);
    byte[] bytes = Files.readAllBytes(newest());
    bytes[bytes.length - 50] ^= 1;
    Path changed = folder.resolve("changed");
    Files.write(changed, bytes);

    assertThatThrownBy(() -> EvidenceJudge.judge(changed, fixture.roots))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.DATA_FOLDER_CORRUPT));
  }

  /// Somebody who writes the whole file anew can chain what he likes, but not sign for others.
  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged("another description", was -> described(was, Bytes.of((byte) 1))),
        forged("accepted a year later", was -> accepted(was, Duration.ofDays(365))),
        forged("accepted after its answers ran out", was -> accepted(was, Duration.ofMinutes(11))),
        forged("accepted before its answers", was -> accepted(was, Duration.ofMinutes(-4))),
        forged(
            "the issuer as the signer", was -> chained(was, issuer(was), issuer(was), root(was))),
        forged("a certificate left out", was -> chained(was, leaf(was), issuer(was))),
        forged(
            "a certificate that is not there",
            was -> chained(was, Hash.sha256(), issuer(was), root(was))),
        forged("answers about each other", was -> answered(was, was.answers().reversed())),
        forged(
            "a certificate as an answer",
            was -> answered(was, List.of(leaf(was), was.answers().getLast()))),
        forged("one answer", was -> answered(was, List.of(was.answers().getFirst()))),
        forged(
            "no signature",
            was ->
                new KeptRecord.Message(
                    was.at(), "x", was.description(), was.chain(), was.answers())));
  }

  private static Hash leaf(KeptRecord.Message message) {
    return message.chain().get(0);
  }

  private static Hash issuer(KeptRecord.Message message) {
    return message.chain().get(1);
  }

  private static Hash root(KeptRecord.Message message) {
    return message.chain().get(2);
  }

  private static KeptRecord.Message described(KeptRecord.Message was, Bytes description) {
    return new KeptRecord.Message(
        was.at(), was.signature(), description, was.chain(), was.answers());
  }

  private static KeptRecord.Message accepted(KeptRecord.Message was, Duration later) {
    return new KeptRecord.Message(
        was.at().plus(later), was.signature(), was.description(), was.chain(), was.answers());
  }

  private static KeptRecord.Message chained(KeptRecord.Message was, Hash... chain) {
    return new KeptRecord.Message(
        was.at(), was.signature(), was.description(), List.of(chain), was.answers());
  }

  private static KeptRecord.Message answered(KeptRecord.Message was, List<Hash> answers) {
    return new KeptRecord.Message(
        was.at(), was.signature(), was.description(), was.chain(), answers);
  }

  private static Arguments forged(String what, UnaryOperator<KeptRecord.Message> forgery) {
    return Arguments.of(what, forgery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aFileWrittenAnewProvesNothing(String what, UnaryOperator<KeptRecord.Message> forgery) {
    accept(1);
    Path honest = rewritten("honest", UnaryOperator.identity());
    Path forged = rewritten("forged", forgery);

    assertThat(EvidenceJudge.judge(honest, fixture.roots).isProved()).isTrue();
    var report = EvidenceJudge.judge(forged, fixture.roots);
    assertThat(report.messages()).as(what).hasSize(1);
    assertThat(report.isProved()).as(what).isFalse();
  }

  private Path rewritten(String name, UnaryOperator<KeptRecord.Message> change) {
    Path file = folder.resolve(name);
    try (var journal = Journal.open(file, KeptRecord.FORMAT, JournalPlace.BEGINNING, _ -> {})) {
      var _ =
          JournalReader.readAll(
              newest(),
              KeptRecord.FORMAT,
              each -> {
                KeptRecord kept = EvidenceLog.decoded(newest(), each);
                var _ =
                    journal.append(
                        (kept instanceof KeptRecord.Message message ? change.apply(message) : kept)
                            .encode());
              });
    }
    return file;
  }
}
