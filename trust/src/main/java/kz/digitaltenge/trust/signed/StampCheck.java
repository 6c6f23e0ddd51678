package kz.digitaltenge.trust.signed;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.stamp.TimeStamps;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/// What a time stamp proves to whoever trusts some roots, offline: its certificates are in it, and
/// all is looked at as it was at its own time.
final class StampCheck {
  /// How far an authority's time may be before that of what it stamped: clocks differ.
  static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

  private final ChainCheck chains;

  StampCheck(ChainCheck chains) {
    this.chains = chains;
  }

  /// What a token says.
  sealed interface Verdict {
    /// That there was something with the digest at a time.
    ///
    /// @param until by its accuracy it may have been as late as this
    record Stamped(Instant at, Instant until) implements Verdict {
      /// Whether it cannot be of something that was there only then.
      boolean isBefore(Instant other) {
        return other.isAfter(until) && other.minus(CLOCKS_APART_MAX).isAfter(until);
      }
    }

    /// Nothing, and why.
    record Nothing(String why) implements Verdict {}
  }

  Verdict judge(Bytes token, Hash digest) {
    try {
      return judged(new TimeStampToken(new CMSSignedData(token.toArray())), digest);
    } catch (TSPException
        | CMSException
        | IOException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      // The library answers some malformed input with unchecked exceptions.
      return new Verdict.Nothing("its time stamp does not hold: " + e.getMessage());
    }
  }

  private Verdict judged(TimeStampToken token, Hash digest)
      throws TSPException, CertificateException, OperatorCreationException {
    var info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
        || !Arrays.equals(info.getMessageImprintDigest(), digest.toArray())) {
      return new Verdict.Nothing("its time stamp is of something else");
    }
    if (!info.getPolicy().getId().equals(TimeStamps.POLICY)) {
      return new Verdict.Nothing("its time stamp is under the policy " + info.getPolicy().getId());
    }
    List<X509Certificate> held = new ArrayList<>();
    for (X509CertificateHolder each : token.getCertificates().getMatches(null)) {
      held.add(new JcaX509CertificateConverter().getCertificate(each));
    }
    Optional<CertificateChain> chain =
        held.stream()
            .filter(each -> each.getSerialNumber().equals(token.getSID().getSerialNumber()))
            .findFirst()
            .flatMap(leaf -> chain(leaf, held));
    if (chain.isEmpty()) {
      return new Verdict.Nothing("its time stamp does not have the certificates of its authority");
    }
    // Which certificate it is, its signature, the certificate's purpose and validity then.
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(chain.get().leaf()));
    Instant at = info.getGenTime().toInstant();
    return chains
        .pathRefusal(chain.get(), at)
        .<Verdict>map(why -> new Verdict.Nothing("its time stamp's authority: " + why))
        .orElseGet(() -> new Verdict.Stamped(at, at.plus(accuracy(info.getGenTimeAccuracy()))));
  }

  private static Duration accuracy(@Nullable GenTimeAccuracy told) {
    return told == null
        ? Duration.ZERO
        : Duration.ofSeconds(told.getSeconds())
            .plusMillis(told.getMillis())
            .plus(told.getMicros(), ChronoUnit.MICROS);
  }

  private static Optional<CertificateChain> chain(
      X509Certificate leaf, List<X509Certificate> held) {
    return above(leaf, held)
        .flatMap(
            issuer -> above(issuer, held).map(root -> new CertificateChain(leaf, issuer, root)));
  }

  private static Optional<X509Certificate> above(
      X509Certificate certificate, List<X509Certificate> held) {
    return held.stream()
        .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .findFirst();
  }
}
