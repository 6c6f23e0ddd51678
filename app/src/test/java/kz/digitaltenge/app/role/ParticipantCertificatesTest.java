package kz.digitaltenge.app.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.KazakhRole;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.participant.SubjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The authority's process says each day, months ahead, which participants' certificates run out.
final class ParticipantCertificatesTest {
  private static final String IIN = "850214399019";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final List<String> logged = new ArrayList<>();
  private ParticipantAuthority authority;
  private KeyPair keys;
  private WatchLog log;

  @BeforeEach
  void found() {
    var entropy = new SystemEntropy();
    keys = ParticipantKeys.openOrCreate(folder.resolve("key"), KeyKind.P256, entropy);
    authority =
        ParticipantAuthority.create(
            folder.resolve("authority"),
            "Test",
            new StatusAddress(URI.create("http://status.test:8080")),
            entropy,
            clock);
    log = WatchLog.into(logged);
  }

  @AfterEach
  void close() {
    log.close();
    authority.close();
  }

  @Test
  void eachIsWarnedOfOnceADay() {
    var program = signature("program", SubjectName.of("HSBKKZKX", "Halyk"));
    var _ = tls("gateway", List.of("gateway.test"));
    try (CertificateWatch watch = watch()) {
      pass(watch, Duration.ofDays(365 - 91));
      assertThat(logged).isEmpty();

      pass(watch, Duration.ofDays(1).plus(MINUTE));
      assertThat(logged).hasSize(2);
      assertThat(logged.getFirst())
          .contains(
              "SIGNATURE of HSBKKZKX",
              program.serial().toString(16),
              "in 89 days",
              program.validUntil().toString(),
              "./dt ca issue");
      assertThat(logged.getLast()).contains("TLS of HSBKKZKX");

      pass(watch, MINUTE);
      pass(watch, Duration.ofHours(23));
      assertThat(logged).hasSize(2);

      pass(watch, Duration.ofHours(1));
      assertThat(logged).hasSize(4);
    }
  }

  @Test
  void whatHasASuccessorOrIsRevokedIsWarnedOfNoMore() {
    var _ = signature("first", SubjectName.of("HSBKKZKX", "Halyk"));
    var other = signature("other", SubjectName.of("KPSTKZKA", "Kazpost"));
    now = now.plus(Duration.ofDays(300));
    try (CertificateWatch watch = watch()) {
      assertThat(logged).hasSize(2);
      logged.clear();

      var _ = signature("next", SubjectName.of("HSBKKZKX", "Halyk"));
      var _ = authority.revoke(other.serial(), RevocationReason.SUPERSEDED);
      pass(watch, Duration.ofDays(1));

      assertThat(logged).isEmpty();
    }
  }

  @Test
  void theIssuerAndTheRootAreWarnedOfYearsAhead() {
    now = now.plus(Duration.ofDays(3 * 365 + 2));
    try (CertificateWatch watch = watch()) {
      assertThat(logged).hasSize(1).first().asString().contains("ISSUER", "./dt ca rotate");

      var _ = authority.rotateIssuer();
      logged.clear();
      pass(watch, Duration.ofDays(1));
      assertThat(logged).isEmpty();
    }

    now = now.plus(Duration.ofDays(14 * 365));
    try (CertificateWatch _ = watch()) {
      assertThat(logged).last().asString().contains("ROOT", "a new authority");
    }
  }

  @Test
  void aPersonIsNotNamedInALog() {
    var _ = signature("person", SubjectName.of("Aigerim", "Halyk").withIin(IIN));
    now = now.plus(Duration.ofDays(300));

    try (CertificateWatch _ = watch()) {
      assertThat(logged)
          .hasSize(1)
          .first()
          .asString()
          .contains("SIGNATURE of a person")
          .doesNotContain("Aigerim", IIN);
    }
  }

  @Test
  void aClockThatWasPutBackSilencesNothing() {
    var _ = signature("program", SubjectName.of("HSBKKZKX", "Halyk"));
    now = now.plus(Duration.ofDays(340));
    try (CertificateWatch watch = watch()) {
      logged.clear();

      pass(watch, Duration.ofDays(-30));

      assertThat(logged).hasSize(1);
    }
  }

  private CertificateWatch watch() {
    return CertificateWatch.start(clock, new Meters(), new ParticipantCertificates(authority));
  }

  private void pass(CertificateWatch watch, Duration time) {
    now = now.plus(time);
    watch.look();
  }

  private IssuedCertificate signature(String id, SubjectName subject) {
    return authority.issue(
        IssueRequest.signature(
            id, subject, keys.getPublic(), List.of(KazakhRole.INFORMATION_SYSTEM)));
  }

  private IssuedCertificate tls(String id, List<String> hosts) {
    var kind = CertificateKind.TLS;
    return authority.issue(
        new IssueRequest(
            id,
            kind,
            SubjectName.of("HSBKKZKX", "Halyk"),
            keys.getPublic(),
            hosts,
            List.of(),
            kind.validityMax()));
  }
}
