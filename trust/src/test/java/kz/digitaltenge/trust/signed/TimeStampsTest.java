package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.OpenSsl;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Stamp;
import kz.digitaltenge.trust.stamp.TimeStamps;
import kz.digitaltenge.trust.status.StatusServer;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Time stamps under what is kept, of an authority over real HTTP.
class TimeStampsTest {
  private static final MessageDescription.Request GOOD = SignedFixture.request();

  @TempDir private static Path folders;

  private final Path folder = folders.resolve(UUID.randomUUID().toString());
  private final SignedFixture fixture = new SignedFixture(folder, KeyKind.P256);
  private final StatusServer server =
      StatusServer.start(fixture.trust.authority, new Endpoint("127.0.0.1", 0));
  private final URI address = new StatusAddress(URI.create("http://" + server.endpoint())).stamps();
  private final HttpClient http = HttpClient.newHttpClient();
  private final TimeStamps authority =
      TimeStamps.over(http, address, Duration.ofSeconds(30), AuthorityFixture.ENTROPY);

  @AfterEach
  void close() {
    http.close();
    server.close();
    fixture.close();
  }

  private void accept(int messages) {
    for (int i = 0; i < messages; i++) {
      assertThat(fixture.verifier.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
          .isInstanceOf(MessageVerdict.Accepted.class);
    }
  }

  private boolean stamp() throws IOException {
    return fixture.evidence.stamp(authority, fixture.roots, fixture.trust.clock);
  }

  private boolean stamp(TimeStamps of, Set<Hash> roots) throws IOException {
    return fixture.evidence.stamp(of, roots, fixture.trust.clock);
  }

  private EvidenceReport report() {
    return EvidenceJudge.judge(EvidenceLog.files(fixture.log()).getLast(), fixture.roots);
  }

  private List<Optional<Instant>> times() {
    return report().messages().stream().map(each -> each.stamp().map(Stamp::at)).toList();
  }

  @Test
  void oneStampIsUnderAllThatCameBeforeItAndIsProvedYearsLater() throws IOException {
    Instant first = fixture.trust.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    accept(3);
    assertThat(stamp()).isTrue();
    assertThat(stamp()).isFalse();
    fixture.trust.clock.advance(Duration.ofMinutes(1));
    accept(1);
    assertThat(times())
        .containsExactly(
            Optional.of(first), Optional.of(first), Optional.of(first), Optional.empty());

    fixture.restart();
    assertThat(stamp()).isTrue();
    fixture.trust.clock.advance(Duration.ofDays(10 * 365));

    assertThat(report().isProved()).isTrue();
    assertThat(times())
        .containsExactly(
            Optional.of(first),
            Optional.of(first),
            Optional.of(first),
            Optional.of(first.plusSeconds(60)));
  }

  @Test
  void theStockProgramVerifiesIt() throws IOException {
    OpenSsl.require();
    accept(1);
    assertThat(stamp()).isTrue();
    Finding message = report().messages().getFirst();
    Path out = folder.resolve("out");
    EvidenceExport.write(message, out);
    String digest = Files.readString(out.resolve("stamp.sha256"), US_ASCII).strip();

    assertThat(verified(out, digest)).contains("Verification: OK");
    assertThat(verified(out, Hash.sha256().hex())).contains("Verification: FAILED");
  }

  private static String verified(Path out, String digest) {
    return OpenSsl.run(
            "ts",
            "-verify",
            "-digest",
            digest,
            "-in",
            out + "/stamp.tst",
            "-token_in",
            "-CAfile",
            out + "/root.crt",
            "-untrusted",
            out + "/issuer.crt")
        .output();
  }

  @Test
  void anAuthorityUnderAnotherRootProvesNothingHere() throws IOException {
    accept(1);
    assertThatThrownBy(() -> stamp(authority, Set.of(Hash.sha256())))
        .hasMessageContaining("CERTIFICATE_OF_FOREIGN_AUTHORITY");
    assertThat(stamp()).isTrue();

    EvidenceReport elsewhere =
        EvidenceJudge.judge(EvidenceLog.files(fixture.log()).getLast(), Set.of(Hash.sha256()));
    assertThat(elsewhere.isProved()).isFalse();
    assertThat(elsewhere.faults())
        .singleElement()
        .asString()
        .contains("CERTIFICATE_OF_FOREIGN_AUTHORITY");
  }

  /// What an authority may answer instead.
  interface Lie {
    Bytes told(Bytes honest, TimeStamps authority) throws IOException;
  }

  static Stream<Lie> lies() {
    return Stream.of(
        (_, _) -> Bytes.empty(),
        (honest, _) -> flipped(honest, honest.size() - 5),
        (honest, _) -> flipped(honest, honest.size() / 2),
        (_, authority) -> authority.stamp(Hash.sha256("else".getBytes(US_ASCII))));
  }

  private static Bytes flipped(Bytes bytes, int at) {
    byte[] changed = bytes.toArray();
    changed[at] ^= 1;
    return Bytes.of(changed);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void whatIsNoStampIsNotKept(Lie lie) throws IOException {
    accept(1);
    TimeStamps liar = digest -> lie.told(authority.stamp(digest), authority);

    assertThatThrownBy(() -> stamp(liar, fixture.roots)).isInstanceOf(IOException.class);
    assertThat(times()).containsExactly(Optional.empty());
    assertThat(stamp()).isTrue();
    assertThat(report().isProved()).isTrue();
  }

  @Test
  void aStampUnderAnotherPolicyIsNoneOfTheCountrys() throws IOException {
    accept(1);
    TimeStamps other = this::underAnotherPolicy;
    assertThatThrownBy(() -> stamp(other, fixture.roots)).hasMessageContaining("policy 1.2.3");

    keep(other);
    assertThat(report().faults()).singleElement().asString().contains("policy 1.2.3");
  }

  private Bytes underAnotherPolicy(Hash digest) throws IOException {
    var questions = new TimeStampRequestGenerator();
    questions.setCertReq(true);
    byte[] question = questions.generate(TSPAlgorithms.SHA256, digest.toArray()).getEncoded();
    try {
      var answer =
          new TimeStampResponse(fixture.trust.stampsUnder("1.2.3").answer(question).toArray());
      return Bytes.of(answer.getTimeStampToken().getEncoded());
    } catch (TSPException e) {
      throw new IOException(e);
    }
  }

  /// The authority's certificate for stamps is a day old.
  private void age() throws IOException {
    var _ = authority.stamp(Hash.sha256());
    fixture.trust.clock.advance(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, -60, 60, 3600})
  void aStampOfAnotherTimeIsNotKept(long seconds) throws IOException {
    age();
    accept(1);

    assertThatThrownBy(() -> stamp(off(seconds), fixture.roots)).hasMessageContaining("here it is");

    assertThat(times()).containsExactly(Optional.empty());
    assertThat(stamp()).isTrue();
  }

  /// The authority, its clock so far off.
  private TimeStamps off(long seconds) {
    return digest -> {
      fixture.trust.clock.advance(Duration.ofSeconds(seconds));
      Bytes token = authority.stamp(digest);
      fixture.trust.clock.advance(Duration.ofSeconds(-seconds));
      return token;
    };
  }

  @Test
  void aFileThatHasOnlyBegunIsNotStamped() throws IOException {
    accept(1);
    Path first = EvidenceLog.files(fixture.log()).getLast();
    JournalPlace end = JournalReader.readAll(first, KeptRecord.FORMAT, _ -> {}).end();
    Path next = fixture.log().resolve("%012d.signed".formatted(end.position()));
    Journal.open(next, KeptRecord.FORMAT, end, _ -> {}).close();
    fixture.restart();

    assertThat(stamp()).isFalse();
    accept(1);
    assertThat(stamp()).isTrue();
    assertThat(report().isProved()).isTrue();
  }

  /// Neither after the next file was begun in vain nor while that happens.
  @Test
  void nothingIsPutBehindWhatTheNextFileFollows() throws IOException {
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    fixture.verifier = fixture.verifier(100);
    accept(1);
    Path first = EvidenceLog.files(fixture.log()).getLast();
    JournalPlace end = JournalReader.readAll(first, KeptRecord.FORMAT, _ -> {}).end();
    Path inTheWay = fixture.log().resolve("%012d.signed.lock".formatted(end.position()));
    Files.createDirectory(inTheWay);
    TimeStamps meanwhile =
        digest -> {
          assertThatThrownBy(() -> accept(1)).isInstanceOf(PlatformException.class);
          return authority.stamp(digest);
        };

    assertThat(stamp(meanwhile, fixture.roots)).isFalse();
    assertThat(stamp()).isFalse();

    assertThat(JournalReader.readAll(first, KeptRecord.FORMAT, _ -> {}).end()).isEqualTo(end);
    Files.delete(inTheWay);
    accept(1);
    assertThat(stamp()).isTrue();
    assertThat(report().start()).isEqualTo(end);
    assertThat(report().isProved()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "-30, true", "-120, false"})
  void aStampFromBeforeWhatIsUnderItIsAFault(long seconds, boolean isProved) throws IOException {
    age();
    accept(1);
    keep(off(seconds));

    assertThat(report().isProved()).isEqualTo(isProved);
    assertThat(times().getFirst().isPresent()).isEqualTo(isProved);
  }

  @ParameterizedTest
  @CsvSource({"60, true", "200, false"})
  void stampsThatRunBackwardsAreAFault(long seconds, boolean isProved) throws IOException {
    age();
    accept(1);
    keep(off(seconds));
    keep(authority);

    assertThat(report().isProved()).isEqualTo(isProved);
  }

  /// As somebody would who does not look at it.
  private void keep(TimeStamps of) throws IOException {
    fixture.evidence.close();
    Path file = EvidenceLog.files(fixture.log()).getLast();
    try (var journal = Journal.open(file, KeptRecord.FORMAT, JournalPlace.BEGINNING, _ -> {})) {
      JournalPlace place = journal.place();
      Bytes token = of.stamp(place.link());
      var _ = journal.append(new KeptRecord.Stamp(place.position(), token).encode());
      journal.forceAll();
    }
    fixture.evidence = EvidenceLog.open(fixture.log());
  }

  @Test
  void anAuthorityThatIsAwayHoldsUpNothing() {
    server.close();
    accept(1);
    assertThatThrownBy(this::stamp).isInstanceOf(IOException.class);
    assertThat(report().isProved()).isTrue();
  }

  @Test
  void whatIsNoQuestionIsAnsweredSo() throws Exception {
    for (byte[] question : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[4000])) {
      var post =
          HttpRequest.newBuilder(address)
              .POST(HttpRequest.BodyPublishers.ofByteArray(question))
              .build();
      var answer = new TimeStampResponse(http.send(post, BodyHandlers.ofByteArray()).body());
      assertThat(answer.getStatus()).isEqualTo(PKIStatus.REJECTION);
    }
  }
}
