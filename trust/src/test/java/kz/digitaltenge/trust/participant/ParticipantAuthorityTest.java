package kz.digitaltenge.trust.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.KeyKind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParticipantAuthorityTest {
  private static final KeyPair KEYS = KeyKind.P256.make(AuthorityFixture.ENTROPY);

  @TempDir private static Path folders;

  private final Path folder = folders.resolve(UUID.randomUUID().toString());
  private final AuthorityFixture fixture = new AuthorityFixture(folder.resolve("authority"));

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aSignatureCertificateSaysWhoseItIsInTheWayOfTheCountry(KeyKind kind) throws Exception {
    KeyPair keys = kind.make(AuthorityFixture.ENTROPY);

    X509Certificate certificate = fixture.signature("r1", "HSBKKZKX", keys).certificate();

    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=HSBKKZKX,OU=BIN220140999014,O=HSBKKZKX bank,C=KZ");
    assertThat(kind.match(keys.getPrivate(), certificate.getPublicKey())).isTrue();
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6");
    assertThat(certificate.getKeyUsage()).startsWith(true, true, false);
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertIsTrusted(certificate);
  }

  @Test
  void aPersonIsNamedByIin() {
    var request =
        IssueRequest.signature(
            "r1",
            SubjectName.of("Aigul", "HSBKKZKX").withIin("850214399019"),
            KEYS.getPublic(),
            List.of(KazakhRole.NATURAL_PERSON));

    assertThat(fixture.authority.issue(request).certificate().getSubjectX500Principal().toString())
        .contains("SERIALNUMBER=IIN850214399019");
  }

  @Test
  void aRequestRepeatedGivesTheSameCertificateAlsoAfterARestart() {
    IssuedCertificate first = fixture.signature("r1", "HSBKKZKX", KEYS);
    fixture.clock.advance(Duration.ofDays(3));

    try (var again = fixture.again()) {
      assertThat(again.issue(AuthorityFixture.request("r1", "HSBKKZKX", KEYS))).isEqualTo(first);
    }
    assertThat(fixture.signature("r2", "HSBKKZKX", KEYS).serial()).isNotEqualTo(first.serial());
  }

  @Test
  void anIdIsNotUsedForAnotherRequest() {
    var _ = fixture.signature("r1", "HSBKKZKX", KEYS);

    assertFails(
        () -> fixture.signature("r1", "KCJBKZKX", KEYS), ErrorCode.CERTIFICATE_REQUEST_REUSED);
  }

  static Stream<Arguments> badRequests() {
    SubjectName bank = SubjectName.of("HSBKKZKX", "bank");
    return Stream.of(
        Arguments.of("an id with a space", "r 1", CertificateKind.SIGNATURE, bank, hosts(), 1),
        Arguments.of("a node without a host", "r1", CertificateKind.NODE, bank, hosts(), 1),
        Arguments.of("a host with a space", "r1", CertificateKind.TLS, bank, hosts("a b"), 1),
        Arguments.of(
            "a signature with a host", "r1", CertificateKind.SIGNATURE, bank, hosts("a"), 1),
        Arguments.of("longer than its kind", "r1", CertificateKind.NODE, bank, hosts("a"), 366),
        Arguments.of("no time at all", "r1", CertificateKind.NODE, bank, hosts("a"), 0),
        Arguments.of("an issuer", "r1", CertificateKind.ISSUER, bank, hosts(), 1));
  }

  private static List<String> hosts(String... hosts) {
    return List.of(hosts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void aRequestThatIsNoneIsRefused(
      String what, String id, CertificateKind kind, SubjectName who, List<String> hosts, int days) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(
            () ->
                fixture.authority.issue(
                    new IssueRequest(
                        id, kind, who, KEYS.getPublic(), hosts, List.of(), Duration.ofDays(days))));
    assertThat(fixture.authority.issued()).allMatch(each -> !each.kind().isForParticipants());
  }

  @Test
  void namesAndNumbersThatAreNoneAreRefused() {
    SubjectName good = SubjectName.of("A", "B");
    for (String number : List.of("220140999015", "22014099901", "000000000000", "22014099901x")) {
      assertThatIllegalArgumentException().isThrownBy(() -> good.withBin(number));
      assertThatIllegalArgumentException().isThrownBy(() -> good.withIin(number));
    }
    for (String name : List.of("", "A,OU=BIN220140999014", "A+B", "A\n", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> SubjectName.of(name, "B"));
    }
  }

  @Test
  void aRevocationIsOnTheListWithReasonAndTimeAndStaysWhatItWas() throws Exception {
    IssuedCertificate issued = fixture.signature("r1", "HSBKKZKX", KEYS);
    X509CRL before = list("issuer-1");

    Revocation first = fixture.authority.revoke(issued.serial(), RevocationReason.KEY_COMPROMISE);
    fixture.clock.advance(Duration.ofHours(1));
    Revocation second = fixture.authority.revoke(issued.serial(), RevocationReason.SUPERSEDED);

    assertThat(second).isEqualTo(first);
    assertThat(before.getRevokedCertificates()).isNull();
    X509CRLEntry entry = list("issuer-1").getRevokedCertificate(issued.serial());
    assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
    assertThat(entry.getRevocationDate().toInstant()).isEqualTo(first.at());
    assertThat(list("root").getRevokedCertificates()).isNull();
    assertThat(fixture.authority.revocationList("issuer-9")).isEmpty();
  }

  @Test
  void aListIsRenewedLongBeforeItEndsAndItsNumberRises() throws Exception {
    X509CRL first = list("issuer-1");
    fixture.clock.advance(Duration.ofHours(11));
    X509CRL same = list("issuer-1");
    fixture.clock.advance(Duration.ofHours(2));
    X509CRL renewed = list("issuer-1");

    assertThat(same).isEqualTo(first);
    assertThat(renewed.getThisUpdate()).isAfter(first.getThisUpdate());
    assertThat(number(renewed)).isEqualTo(number(first).add(BigInteger.ONE));
    try (var again = fixture.again()) {
      assertThat(number(crl(again.revocationList("issuer-1").orElseThrow().toArray())))
          .isGreaterThan(number(renewed));
    }
  }

  @Test
  void whatAnotherProcessDidIsSeen() {
    IssuedCertificate issued = fixture.signature("r1", "HSBKKZKX", KEYS);

    try (var other = fixture.again()) {
      var _ = other.revoke(issued.serial(), RevocationReason.SUPERSEDED);
      var _ = other.rotateIssuer();
    }

    assertThat(fixture.authority.find(issued.serial()).orElseThrow().revocation()).isPresent();
    assertThat(fixture.authority.names()).containsExactly("root", "issuer-1", "issuer-2");
  }

  @Test
  void anUnknownCertificateCannotBeRevoked() {
    assertFails(
        () -> fixture.authority.revoke(BigInteger.TEN, RevocationReason.SUPERSEDED),
        ErrorCode.UNKNOWN_CERTIFICATE);
  }

  @Test
  void theNextIssuerIssuesWhileWhatTheLastOneIssuedStaysGood() throws Exception {
    IssuedCertificate old = fixture.signature("r1", "HSBKKZKX", KEYS);

    X509Certificate next = fixture.authority.rotateIssuer();
    IssuedCertificate fresh = fixture.signature("r2", "HSBKKZKX", KEYS);

    assertThat(fresh.certificate().getIssuerX500Principal())
        .isEqualTo(next.getSubjectX500Principal())
        .isNotEqualTo(old.certificate().getIssuerX500Principal());
    assertIsTrusted(old.certificate());
    assertIsTrusted(fresh.certificate());
    var _ = fixture.authority.revoke(old.serial(), RevocationReason.SUPERSEDED);
    assertThat(list("issuer-1").getRevokedCertificate(old.serial())).isNotNull();
    assertThat(list("issuer-2").getRevokedCertificates()).isNull();
  }

  @Test
  void noCertificateOutlivesItsIssuer() {
    fixture.clock.advance(Duration.ofDays(4 * 365 + 100));

    assertThat(fixture.signature("r1", "HSBKKZKX", KEYS).validUntil())
        .isEqualTo(fixture.authority.issuers().getFirst().getNotAfter().toInstant());
  }

  @Test
  void theRadarWarnsMonthsAheadOfWhatHasNoSuccessor() {
    var revoked = fixture.signature("revoked", "REVOKED", KEYS);
    var _ = fixture.authority.revoke(revoked.serial(), RevocationReason.SUPERSEDED);
    var _ = fixture.signature("first", "RENEWED", KEYS);
    var _ = fixture.signature("alone", "FORGOTTEN", KEYS);
    assertThat(fixture.authority.warnings()).isEmpty();
    assertThat(names(fixture.authority.expiring(Duration.ofDays(366))))
        .containsExactlyInAnyOrder("RENEWED", "FORGOTTEN");

    fixture.clock.advance(Duration.ofDays(300));
    var _ = fixture.signature("second", "RENEWED", KEYS);

    assertThat(names(fixture.authority.warnings())).containsExactly("FORGOTTEN");
    fixture.clock.advance(Duration.ofDays(3 * 365));
    assertThat(names(fixture.authority.warnings()))
        .containsExactly("FORGOTTEN", "RENEWED", "Issuer 1 of participants");
    assertThat(fixture.authority.warnings().getFirst().left()).isNegative();
  }

  @Test
  void aServersCertificateForOtherHostsIsASuccessorAndACallersIsNot() {
    tls("server-1", hosts("a.test"));
    tls("caller-1", hosts());
    fixture.clock.advance(Duration.ofDays(20));
    tls("server-2", hosts("a.test", "b.test"));

    assertThat(fixture.authority.expiring(Duration.ofDays(15)))
        .extracting(expiry -> expiry.certificate().requestId())
        .containsExactly("caller-1");
  }

  private void tls(String id, List<String> hosts) {
    var _ =
        fixture.authority.issue(
            new IssueRequest(
                id,
                CertificateKind.TLS,
                SubjectName.of("HSBKKZKX", "Halyk"),
                KEYS.getPublic(),
                hosts,
                List.of(),
                Duration.ofDays(30)));
  }

  private static List<String> names(List<Expiry> expiries) {
    return expiries.stream()
        .map(expiry -> SubjectName.commonNameOf(expiry.certificate().certificate()))
        .toList();
  }

  @Test
  void anInterruptedRotationIsCompletedAtTheNextStart() throws Exception {
    var _ = fixture.authority.rotateIssuer();
    Path registry = folder.resolve("authority/registry.journal");
    try (var file = new RandomAccessFile(registry.toFile(), "rw")) {
      // The registry's last record never reached the disk whole.
      file.setLength(file.length() - 10);
    }

    try (var again = fixture.again()) {
      assertThat(again.names()).containsExactly("root", "issuer-1", "issuer-2");
      assertThat(again.issued())
          .filteredOn(each -> each.kind() == CertificateKind.ISSUER)
          .hasSize(2);
    }
  }

  @Test
  void aDamagedRegistryIsSaidSo() throws Exception {
    var _ = fixture.signature("r1", "HSBKKZKX", KEYS);
    Path registry = folder.resolve("authority/registry.journal");
    byte[] bytes = Files.readAllBytes(registry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(registry, bytes);

    assertFails(() -> fixture.again().close(), ErrorCode.DATA_FOLDER_CORRUPT);
  }

  @Test
  void anAuthorityKeepsItsAddress() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new AuthorityFixture(
                    folder.resolve("authority"),
                    new StatusAddress(URI.create("http://elsewhere.test"))));
    for (String bad : List.of("https://a.test", "http://a.test/x", "a", "http://u@a.test")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new StatusAddress(URI.create(bad)));
    }
  }

  private void assertIsTrusted(X509Certificate certificate) throws Exception {
    var issuer =
        fixture.authority.issuers().stream()
            .filter(
                each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
            .findFirst()
            .orElseThrow();
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(fixture.authority.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(fixture.clock.instant()));
    var path =
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate, issuer));
    var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  private X509CRL list(String name) throws Exception {
    X509CRL list = crl(fixture.authority.revocationList(name).orElseThrow().toArray());
    list.verify(fixture.authority.authority(name).orElseThrow().getPublicKey());
    return list;
  }

  private static X509CRL crl(byte[] der) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
  }

  private static BigInteger number(X509CRL list) {
    byte[] extension = list.getExtensionValue("2.5.29.20");
    // An octet string around an integer, both shorter than 128 bytes.
    return new BigInteger(extension, 4, extension.length - 4);
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
