package kz.digitaltenge.trust.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.StatusResponder;
import kz.digitaltenge.trust.participant.SubjectName;
import kz.digitaltenge.trust.signed.ConnectionCheck.Verdict;
import kz.digitaltenge.trust.status.StatusCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose a connection is, by what its caller has shown: the accepted case, then a change each.
class ConnectionCheckTest {
  @TempDir private Path folder = Path.of("");
  private AuthorityFixture trust;
  private ConnectionCheck check;
  private X509Certificate own;
  private int asked;

  @BeforeEach
  void start() {
    trust = new AuthorityFixture(folder.resolve("authority"));
    var responder = new StatusResponder(trust.authority);
    check =
        new ConnectionCheck(
            trust.authority.root(),
            new StatusCache(
                request -> responder.answer(request.toArray()),
                AuthorityFixture.ENTROPY,
                trust.clock),
            trust.clock);
    own = tls(trust, CertificateKind.TLS, List.of());
  }

  @AfterEach
  void stop() {
    trust.close();
  }

  private X509Certificate tls(AuthorityFixture of, CertificateKind kind, List<String> hosts) {
    KeyPair keys = KeyKind.P256.make(AuthorityFixture.ENTROPY);
    return of.authority
        .issue(
            new IssueRequest(
                "tls-" + ++asked,
                kind,
                SubjectName.of("HSBKKZKX", "Halyk"),
                keys.getPublic(),
                hosts,
                List.of(),
                Duration.ofDays(30)))
        .certificate();
  }

  private X509Certificate issuer() {
    return trust.authority.issuers().getFirst();
  }

  private void refuses(MessageRefusal refusal, X509Certificate... shown) {
    assertThat(check.of(List.of(shown)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              Problem problem = refused.problem();
              assertThat(problem.code()).isEqualTo(ErrorCode.CONNECTION_CERTIFICATE_REFUSED);
              assertThat(problem.whatHappened()).contains(refusal.name());
            });
  }

  @Test
  void aParticipantsCertificateForTlsSaysWhose() {
    assertThat(check.of(List.of(own, issuer()))).isEqualTo(new Verdict.Known("HSBKKZKX"));
    X509Certificate server = tls(trust, CertificateKind.TLS, List.of("localhost"));
    assertThat(check.of(List.of(server, issuer()))).isEqualTo(new Verdict.Known("HSBKKZKX"));
    X509Certificate node = tls(trust, CertificateKind.NODE, List.of("localhost"));
    assertThat(check.of(List.of(node, trust.authority.root(), issuer())))
        .isEqualTo(new Verdict.Known("HSBKKZKX"));
  }

  @Test
  void whoShowsNothingIsNobody() {
    assertThat(check.of(List.of()))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.problem().code())
                    .isEqualTo(ErrorCode.CONNECTION_CERTIFICATE_MISSING));
  }

  @Test
  void whatLeadsToNoRootIsForeign() {
    refuses(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, own);
    refuses(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, own, trust.authority.root());
    try (var foreign = new AuthorityFixture(folder.resolve("foreign"))) {
      X509Certificate theirs = tls(foreign, CertificateKind.TLS, List.of());
      X509Certificate theirIssuer = foreign.authority.issuers().getFirst();
      refuses(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, theirs, theirIssuer);
      refuses(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, theirs, issuer());
      refuses(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, own, theirIssuer);
    }
  }

  @Test
  void aCertificateForSignaturesConnectsNobody() {
    KeyPair keys = KeyKind.P256.make(AuthorityFixture.ENTROPY);
    X509Certificate signing = trust.signature("s-1", "HSBKKZKX", keys).certificate();

    refuses(MessageRefusal.CERTIFICATE_NOT_FOR_CONNECTIONS, signing, issuer());
  }

  @Test
  void oneOfAnotherTimeIsRefused() {
    trust.clock.advance(Duration.ofHours(-2));
    refuses(MessageRefusal.CERTIFICATE_NOT_YET_VALID, own, issuer());
    trust.clock.advance(Duration.ofHours(2).plusDays(31));
    refuses(MessageRefusal.CERTIFICATE_EXPIRED, own, issuer());
  }

  @Test
  void oneThatWasRevokedIsRefusedAndSoIsItsIssuers() {
    var _ = trust.authority.revoke(own.getSerialNumber(), RevocationReason.KEY_COMPROMISE);
    refuses(MessageRefusal.CERTIFICATE_REVOKED, own, issuer());

    X509Certificate other = tls(trust, CertificateKind.TLS, List.of());
    var _ =
        trust.authority.revoke(issuer().getSerialNumber(), RevocationReason.AUTHORITY_COMPROMISE);
    trust.clock.advance(StatusCache.RELIED_ON);
    refuses(MessageRefusal.CERTIFICATE_REVOKED, other, issuer());
  }
}
