package kz.digitaltenge.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.Extension;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.sdk.GatewayTrust.AnsweringChain;

/// Whether a chain leads to the participants' root, is valid, may sign, and is good by OCSP, all
/// now. It fails closed: without an answer about status nothing is good. An answer is relied on for
/// five minutes, which is how long a revocation may take to be felt.
final class CertificateCheck {
  private static final Duration RELIED_ON = Duration.ofMinutes(5);
  private static final int NON_REPUDIATION = 1;
  private static final int NONCE_SIZE_BYTES = 16;

  private volatile GatewayTrust trust;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Instant> goodUntil = new ConcurrentHashMap<>();

  CertificateCheck(GatewayTrust trust, InstantSource clock, SecureRandom random) {
    this.trust = trust;
    this.clock = clock;
    this.random = random;
  }

  /// Believes other chains from now on.
  ///
  /// @throws UntrustedMessageException when one of them is not good, or of somebody else
  /// @throws CertificateStatusUnknownException when nobody says now whether one is
  GatewayTrust believe(List<AnsweringChain> chains) {
    String owner = Certificates.commonName(trust.answering().getFirst().leaf());
    for (AnsweringChain chain : chains) {
      if (!Certificates.commonName(chain.leaf()).equals(owner)) {
        throw new UntrustedMessageException("It is signed and yet no certificate of " + owner);
      }
      requireGood(chain);
    }
    trust = trust.with(chains);
    return trust;
  }

  /// The chain that a message names.
  ///
  /// @throws UntrustedMessageException when it names none of the bank's
  AnsweringChain named(String thumbprint) {
    return trust.answering().stream()
        .filter(chain -> Certificates.thumbprint(chain.leaf()).equals(thumbprint))
        .findFirst()
        .orElseThrow(
            () -> new UntrustedMessageException("It is signed with a certificate not known here"));
  }

  /// @throws UntrustedMessageException when it is not good
  /// @throws CertificateStatusUnknownException when nobody says now whether it is
  void requireGood(AnsweringChain chain) {
    Instant now = clock.instant();
    String name = Certificates.thumbprint(chain.leaf());
    Instant until = goodUntil.get(name);
    if (until == null || !now.isBefore(until)) {
      validate(chain, now);
      goodUntil.put(name, now.plus(RELIED_ON));
    }
  }

  private void validate(AnsweringChain chain, Instant now) {
    boolean[] usage = chain.leaf().getKeyUsage();
    if (usage == null || !usage[NON_REPUDIATION]) {
      throw new UntrustedMessageException("Its certificate is not for signatures");
    }
    try {
      var validator = CertPathValidator.getInstance("PKIX");
      var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      // Soft failure is not among the options: no answer is no.
      checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
      trust.status().ifPresent(checker::setOcspResponder);
      checker.setOcspExtensions(List.of(nonce()));
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(trust.root(), null)));
      parameters.setDate(Date.from(now));
      parameters.addCertPathChecker(checker);
      var path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(List.of(chain.leaf(), chain.issuer()));
      var _ = validator.validate(path, parameters);
    } catch (CertPathValidatorException e) {
      throw e.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS
          ? new CertificateStatusUnknownException(
              "Nobody can say now whether its certificate is good: " + e.getMessage(), e)
          : notGood(e);
    } catch (GeneralSecurityException e) {
      throw notGood(e);
    }
  }

  private static UntrustedMessageException notGood(GeneralSecurityException e) {
    return new UntrustedMessageException("Its certificate is not good: " + e.getMessage(), e);
  }

  private Extension nonce() {
    var bytes = new byte[NONCE_SIZE_BYTES];
    random.nextBytes(bytes);
    return new StatusNonce(MessageBody.of(bytes));
  }

  /// RFC 8954: an octet string.
  private record StatusNonce(MessageBody nonce) implements Extension {
    private static final byte OCTET_STRING = 4;

    @Override
    public String getId() {
      return "1.3.6.1.5.5.7.48.1.2";
    }

    @Override
    public boolean isCritical() {
      return false;
    }

    @Override
    public byte[] getValue() {
      byte[] bytes = nonce.trusted();
      byte[] der = Arrays.copyOf(new byte[] {OCTET_STRING, (byte) bytes.length}, bytes.length + 2);
      System.arraycopy(bytes, 0, der, 2, bytes.length);
      return der;
    }

    @Override
    public void encode(OutputStream out) throws IOException {
      // SEQUENCE { OBJECT IDENTIFIER, OCTET STRING { value } }
      byte[] identifier = {6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2};
      byte[] value = getValue();
      out.write(0x30);
      out.write(identifier.length + 2 + value.length);
      out.write(identifier);
      out.write(OCTET_STRING);
      out.write(value.length);
      out.write(value);
    }
  }
}
