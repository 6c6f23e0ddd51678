package kz.digitaltenge.trust.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.SmallDisk;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.StatusResponder;
import kz.digitaltenge.trust.signed.EvidenceReport.About;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;
import kz.digitaltenge.trust.signed.SentEvidence.Sender;
import kz.digitaltenge.trust.status.StatusCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the platform itself signs, kept beside what it answers.
class SentEvidenceTest {
  private static final MessageDescription.Request REQUEST = SignedFixture.request();
  private static final byte[] BODY = {'{', '}'};
  private static final String URL = "https://events.test/tenge";

  @TempDir private static Path folders;

  private final Path folder = folders.resolve(UUID.randomUUID().toString());
  private final SignedFixture fixture = new SignedFixture(folder, KeyKind.P256);
  private final KeyPair keys = KeyKind.P256.make(AuthorityFixture.ENTROPY);
  private final IssuedCertificate platform =
      fixture.trust.signature("platform", SignedFixture.AUDIENCE, keys);
  private final StatusResponder responder = new StatusResponder(fixture.trust.authority);
  private final StatusCache statuses =
      new StatusCache(
          request -> responder.answer(request.toArray()),
          AuthorityFixture.ENTROPY,
          fixture.trust.clock);
  private final Sender sender =
      new Sender(platform.certificate(), fixture.trust.authority.issuers().getFirst());
  private SentEvidence sent = sentTo(fixture.evidence);

  private SentEvidence sentTo(EvidenceLog log) {
    return new SentEvidence(log, statuses, fixture.trust.authority.root(), fixture.trust.clock);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private record Asked(String signature, long position) {}

  private Asked ask() {
    String signature = fixture.signer().sign(REQUEST);
    return fixture.verifier.verify(REQUEST, List.of(signature))
            instanceof MessageVerdict.Accepted accepted
        ? new Asked(signature, accepted.position())
        : new Asked("", -1);
  }

  private static MessageDescription.Answer answer(String to) {
    return MessageDescription.Answer.to(
        to, "HSBKKZKX", 200, new BoundFields("application/json", "", ""), Hash.sha256(BODY));
  }

  private void answer(Asked asked) {
    MessageDescription.Answer answer = answer(asked.signature());
    sent.keep(sender, sign(answer), answer, asked.position());
  }

  private String sign(MessageDescription description) {
    return fixture.signer(platform, keys).sign(description);
  }

  private long tell(String webhook, String event) {
    var told =
        new MessageDescription.Notification(
            SignedFixture.AUDIENCE,
            "POST",
            "/tenge",
            new BoundFields("application/json", "KISCKZKX:" + event, ""),
            Hash.sha256(BODY));
    return sent.keep(sender, sign(told), told, webhook, URL);
  }

  private List<EvidenceReport> reports() {
    return EvidenceLog.files(fixture.log()).stream()
        .map(file -> EvidenceJudge.judge(file, fixture.roots))
        .toList();
  }

  private EvidenceReport report() {
    return reports().getLast();
  }

  @Test
  void anAnswerIsProvedYearsLaterAndBoundToItsRequest() {
    sent.refresh(sender);
    Asked asked = ask();
    answer(asked);
    fixture.trust.clock.advance(Duration.ofDays(10 * 365));

    assertThat(report().isProved()).isTrue();
    Sent found = report().sent().getFirst();
    assertThat(found.about()).isEqualTo(new About.Request(asked.position()));
    assertThat(EvidenceJudge.isBodyOf(found.finding(), BODY)).isTrue();
    assertThat(EvidenceJudge.isBodyOf(found.finding(), new byte[0])).isFalse();
    assertThat(found.finding().judgement())
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> {
              assertThat(proved.chain().getFirst()).isEqualTo(platform.certificate());
              assertThat(proved.answers()).hasSize(2);
            });
  }

  /// The process ends without a word: what it wrote is with the operating system.
  @Test
  void whatWasSentIsThereAfterAKill() throws Exception {
    sent.refresh(sender);
    answer(ask());
    long notified = tell("w-1", "7");
    sent.cameOf(notified, NotificationOutcome.Result.REFUSED, 400);
    Path newest = EvidenceLog.files(fixture.log()).getLast();
    Path killedFolder = Files.createDirectories(folder.resolve("killed"));
    Path copy = killedFolder.resolve("000000000000.signed");
    Files.copy(newest, copy, StandardCopyOption.REPLACE_EXISTING);

    EvidenceReport killed = EvidenceJudge.judge(copy, fixture.roots);

    assertThat(killed.isProved()).isTrue();
    assertThat(killed.sent()).hasSize(2);
    assertThat(killed.sent().getLast().about())
        .isEqualTo(
            new About.Webhook(
                "w-1",
                URL,
                Optional.of(
                    new NotificationOutcome(
                        fixture.trust.clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        NotificationOutcome.Result.REFUSED,
                        400))));
    try (var again = EvidenceLog.open(killedFolder)) {
      assertThat(again.notifications(-1, 5, _ -> true).rows()).hasSize(1);
    }
  }

  @Test
  void anAnswerWaitsForNoForcingOfItsOwnAndFlushingForcesIt() {
    var room = new SmallDisk.Room();
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), Long.MAX_VALUE, room::holding);
    fixture.verifier = fixture.verifier(100);
    sent = sentTo(fixture.evidence);
    Asked asked = ask();
    room.isForcing = false;

    answer(asked);
    assertThatThrownBy(fixture.evidence::flush)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));

    assertThatThrownBy(fixture.evidence::close).isInstanceOf(PlatformException.class);
    fixture.evidence = EvidenceLog.open(fixture.log());
    assertThat(report().sent()).hasSize(1);
  }

  @Test
  void whatCannotBeKeptIsSaid() {
    var room = new SmallDisk.Room();
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), Long.MAX_VALUE, room::holding);
    fixture.verifier = fixture.verifier(100);
    sent = sentTo(fixture.evidence);
    Asked asked = ask();
    room.left = 100;

    assertThatThrownBy(() -> answer(asked))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    room.left = Long.MAX_VALUE;
    sent.refresh(sender);
    answer(asked);
    assertThat(report().isProved()).isTrue();
    assertThat(report().sent()).hasSize(1);
  }

  @Test
  void anAnswerInTheNextFileIsProvedThere() {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    fixture.verifier = fixture.verifier(100);
    sent = sentTo(fixture.evidence);
    sent.refresh(sender);
    answer(ask());
    answer(ask());

    assertThat(reports()).hasSize(4).allMatch(EvidenceReport::isProved);
    assertThat(reports().stream().flatMap(each -> each.sent().stream())).hasSize(2);
  }

  @Test
  void anAnswerToAnotherRequestInAnEarlierFileIsNotProvedBesideIt() {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    fixture.verifier = fixture.verifier(100);
    sent = sentTo(fixture.evidence);
    sent.refresh(sender);
    Asked first = ask();
    answer(ask());
    answer(new Asked(ask().signature(), first.position()));
    List<EvidenceReport> alone = reports();

    assertThat(alone).allMatch(EvidenceReport::isProved);
    assertThat(alone.stream().map(each -> each.beside(alone)).filter(each -> !each.isProved()))
        .singleElement()
        .isEqualTo(alone.getLast().beside(alone))
        .satisfies(
            each ->
                assertThat(each.sent().getLast().finding().judgement().toString())
                    .contains("another request than that at " + first.position()));
  }

  /// Revocation is for good, so that a certificate which is good later was good before.
  @Test
  void statusThatWasNotKnownThenIsProvedByALaterAnswerOfTheFile() {
    answer(ask());
    assertThat(report().isProved()).isFalse();
    fixture.trust.clock.advance(Duration.ofMinutes(20));
    sent.refresh(sender);
    answer(ask());

    assertThat(report().isProved()).isTrue();
    assertThat(report().sent()).hasSize(2);
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged("another description", (was, _) -> described(was, REQUEST)),
        forged(
            "of another request",
            (was, _) -> at(was, new KeptRecord.About.Request(position(was) - 1), was)),
        forged(
            "of a request to come",
            (was, own) -> at(was, new KeptRecord.About.Request(own + 5), was)),
        forged(
            "as a notification",
            (was, _) -> at(was, new KeptRecord.About.Webhook("w-1", URL), was)),
        forged(
            "sent a year later",
            (was, _) ->
                new KeptRecord.Sent(
                    was.at().plus(Duration.ofDays(365)),
                    was.about(),
                    was.signature(),
                    was.description(),
                    was.chain(),
                    was.answers())),
        forged(
            "with one status",
            (was, _) ->
                new KeptRecord.Sent(
                    was.at(),
                    was.about(),
                    was.signature(),
                    was.description(),
                    was.chain(),
                    List.of(was.answers().getFirst()))),
        forged(
            "with no status",
            (was, _) ->
                new KeptRecord.Sent(
                    was.at(),
                    was.about(),
                    was.signature(),
                    was.description(),
                    was.chain(),
                    List.of())),
        forged(
            "signed by somebody else",
            (was, _) ->
                new KeptRecord.Sent(
                    was.at(),
                    was.about(),
                    was.signature(),
                    was.description(),
                    List.of(was.chain().get(1), was.chain().get(1), was.chain().get(2)),
                    was.answers())));
  }

  private static long position(KeptRecord.Sent was) {
    return was.about() instanceof KeptRecord.About.Request(long position) ? position : -1;
  }

  private static KeptRecord.Sent at(
      KeptRecord.Sent was, KeptRecord.About about, KeptRecord.Sent rest) {
    return new KeptRecord.Sent(
        was.at(), about, rest.signature(), rest.description(), rest.chain(), rest.answers());
  }

  private static KeptRecord.Sent described(KeptRecord.Sent was, MessageDescription other) {
    return new KeptRecord.Sent(
        was.at(), was.about(), was.signature(), other.bytes(), was.chain(), was.answers());
  }

  private static Arguments forged(
      String what, BiFunction<KeptRecord.Sent, Long, KeptRecord.Sent> forgery) {
    return Arguments.of(what, forgery);
  }

  /// Two requests, and the answer to the second.
  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aFileWrittenAnewProvesNoOtherAnswer(
      String what, BiFunction<KeptRecord.Sent, Long, KeptRecord.Sent> forgery) {
    sent.refresh(sender);
    ask();
    answer(ask());

    assertThat(rewritten("honest", UnaryOperator.identity()).isProved()).isTrue();
    EvidenceReport forged =
        rewritten("forged", was -> forgery.apply(was, report().end().position()));
    assertThat(forged.sent()).as(what).hasSize(1);
    assertThat(forged.isProved()).as(what).isFalse();
  }

  private EvidenceReport rewritten(String name, UnaryOperator<KeptRecord.Sent> change) {
    Path file = folder.resolve(name);
    Path newest = EvidenceLog.files(fixture.log()).getLast();
    try (var journal = Journal.open(file, KeptRecord.FORMAT, JournalPlace.BEGINNING, _ -> {})) {
      var _ =
          JournalReader.readAll(
              newest,
              KeptRecord.FORMAT,
              each -> {
                KeptRecord kept = EvidenceLog.decoded(newest, each);
                var _ =
                    journal.append(
                        (kept instanceof KeptRecord.Sent message ? change.apply(message) : kept)
                            .encode());
              });
    }
    return EvidenceJudge.judge(file, fixture.roots);
  }

  /// Files as small as can be, so that pages go over many of them.
  @Test
  void notificationsAreReadInPagesOverAllFiles() {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 4_000);
    sent = sentTo(fixture.evidence);
    sent.refresh(sender);
    var positions = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      long position = tell("w-" + i % 2, String.valueOf(i));
      positions.add(position);
      if (i != 17) {
        sent.cameOf(position, NotificationOutcome.Result.DELIVERED, 204);
      }
    }
    assertThat(EvidenceLog.files(fixture.log())).hasSizeGreaterThan(5);

    assertThat(walked("", 7)).isEqualTo(positions);
    assertThat(walked("", 500)).isEqualTo(positions);
    assertThat(walked("w-1", 3)).hasSize(20).isSubsetOf(positions);
    assertThat(walked("w-9", 3)).isEmpty();
    var page = sent.notifications(positions.get(16), 1, "");
    assertThat(page.rows().getFirst().cameOf()).isEmpty();
    assertThat(page.rows().getFirst().url()).isEqualTo(URL);
    assertThat(sent.notifications(positions.get(17), 1, "").rows().getFirst().cameOf())
        .map(NotificationOutcome::status)
        .contains(204);
  }

  private List<Long> walked(String webhook, int limit) {
    var walked = new ArrayList<Long>();
    OptionalLong next = OptionalLong.of(-1);
    int pages = 0;
    while (next.isPresent()) {
      KeptNotifications.Page page = sent.notifications(next.getAsLong(), limit, webhook);
      page.rows().forEach(row -> walked.add(row.position()));
      assertThat(page.rows().size()).isLessThanOrEqualTo(limit);
      next = page.next();
      assertThat(pages++).isLessThan(200);
    }
    return walked;
  }
}
