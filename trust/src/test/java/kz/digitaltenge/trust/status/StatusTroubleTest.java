package kz.digitaltenge.trust.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.StatusResponder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the status of certificates can be told, as monitoring sees it.
class StatusTroubleTest {
  private boolean isDown;

  @Test
  void oneCertificateShowsThatNobodyAnswersUntilSomebodyDoes(@TempDir Path folder) {
    try (var trust = new AuthorityFixture(folder)) {
      var responder = new StatusResponder(trust.authority);
      var cache =
          new StatusCache(
              question -> answer(responder, question), AuthorityFixture.ENTROPY, trust.clock);
      X509Certificate bank =
          trust
              .signature("bank", "HSBKKZKX", KeyKind.P256.make(AuthorityFixture.ENTROPY))
              .certificate();
      X509Certificate another =
          trust
              .signature("other", "KCJBKZKX", KeyKind.P256.make(AuthorityFixture.ENTROPY))
              .certificate();
      X509Certificate issuer = trust.authority.issuers().getFirst();

      isDown = true;
      assertThat(cache.trouble(bank, issuer).map(Problem::code))
          .as("asked by whoever looks first")
          .contains(ErrorCode.PEER_UNAVAILABLE);
      isDown = false;
      trust.clock.advance(Duration.ofSeconds(2));
      assertThat(cache.trouble(bank, issuer)).isEmpty();
      isDown = true;
      assertThat(cache.of(another, issuer).status())
          .isInstanceOf(CertificateStatus.Unavailable.class);
      assertThat(cache.trouble(bank, issuer)).as("another's is no measure").isEmpty();
      trust.clock.advance(StatusCache.RELIED_ON);
      assertThat(cache.trouble(bank, issuer)).isPresent();
    }
  }

  private Bytes answer(StatusResponder responder, Bytes question) throws IOException {
    if (isDown) {
      throw new IOException("down");
    }
    return responder.answer(question.toArray());
  }
}
