package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.stamp.TimeStamps;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/// Stamps hashes with the time (RFC 3161), as the country's authority does: SHA-256 under one
/// policy, to the second.
public final class StampResponder {
  /// Larger than any request it answers.
  public static final int REQUEST_SIZE_MAX_BYTES = 4 * 1024;

  private static final int SERIAL_SIZE_BYTES = 16;
  private static final int ACCURACY_SECONDS = 1;

  private final ParticipantAuthority authority;
  private final String policy;
  private final DigestCalculatorProvider digests;

  public StampResponder(ParticipantAuthority authority) {
    this(authority, TimeStamps.POLICY);
  }

  StampResponder(ParticipantAuthority authority, String policy) {
    this.authority = authority;
    this.policy = policy;
    try {
      this.digests = new JcaDigestCalculatorProviderBuilder().build();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("This Java has no digests", e);
    }
  }

  /// Answers whatever was sent; what is no request is answered so.
  ///
  /// @param request DER
  /// @return DER
  public Bytes answer(byte[] request) {
    try {
      TimeStampResponseGenerator responses = responses();
      TimeStampRequest asked;
      try {
        asked = new TimeStampRequest(request);
      } catch (IOException | RuntimeException _) {
        // The library answers some malformed input with unchecked exceptions.
        return Bytes.of(
            responses
                .generateFailResponse(
                    PKIStatus.REJECTION, PKIFailureInfo.badDataFormat, "not a request")
                .getEncoded());
      }
      var serial = new BigInteger(1, authority.entropy().bytes(SERIAL_SIZE_BYTES));
      Date now = Date.from(authority.clock().instant());
      return Bytes.of(responses.generate(asked, serial, now).getEncoded());
    } catch (TSPException | OperatorCreationException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A time stamp could not be made", e);
    }
  }

  private TimeStampResponseGenerator responses()
      throws TSPException, OperatorCreationException, GeneralSecurityException {
    Signatory signer = authority.stampSignatory();
    var signature =
        new SignerInfoGeneratorBuilder(digests)
            .build(authority.writer().signer(signer), CertificateIDs.holder(signer.certificate()));
    var tokens =
        new TimeStampTokenGenerator(
            signature,
            digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
            new ASN1ObjectIdentifier(policy));
    tokens.setAccuracySeconds(ACCURACY_SECONDS);
    tokens.addCertificates(new JcaCertStore(chain(signer.certificate())));
    return new TimeStampResponseGenerator(tokens, Set.of(TSPAlgorithms.SHA256), Set.of(policy));
  }

  private List<X509Certificate> chain(X509Certificate leaf) {
    var chain = new ArrayList<>(List.of(leaf));
    authority.issuers().stream()
        .filter(each -> each.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
        .forEach(chain::add);
    chain.add(authority.root());
    return chain;
  }
}
