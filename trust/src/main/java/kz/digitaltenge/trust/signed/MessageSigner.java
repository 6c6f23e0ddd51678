package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Set;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.EntropyRandom;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.IssuedCertificate;

/// Signs messages with the key of one certificate. Any thread may call.
public final class MessageSigner {
  private static final int NONCE_SIZE_BYTES = 16;

  private final KeyKind kind;
  private final PrivateKey key;
  private final Base64URL thumbprint;
  private final Entropy entropy;
  private final InstantSource clock;
  private final MessageCryptography cryptography;

  /// A signer for a certificate's key.
  ///
  /// @throws IllegalArgumentException when the certificate's key is of no kind that is certified
  public MessageSigner(
      X509Certificate certificate, PrivateKey key, Entropy entropy, InstantSource clock) {
    this(certificate, key, entropy, clock, MessageCryptography.ofJdk());
  }

  /// The same with somebody else to compute its signatures, unless the key is in a device.
  public MessageSigner(
      X509Certificate certificate,
      PrivateKey key,
      Entropy entropy,
      InstantSource clock,
      MessageCryptography cryptography) {
    // A key that does not leave its device can only be used by the device's provider.
    this.cryptography = key.getEncoded() == null ? MessageCryptography.ofJdk() : cryptography;
    this.kind =
        KeyKind.of(certificate.getPublicKey())
            .orElseThrow(() -> new IllegalArgumentException("a key is P-256, Ed25519 or GOST"));
    this.key = key;
    this.thumbprint = Base64URL.encode(IssuedCertificate.thumbprint(certificate).trusted());
    this.entropy = entropy;
    this.clock = clock;
  }

  /// The value of the message's signature field.
  public String sign(MessageDescription description) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(DetachedSignature.joseName(kind)))
            .base64URLEncodePayload(false)
            .criticalParams(Set.of(DetachedSignature.UNENCODED))
            .x509CertSHA256Thumbprint(thumbprint)
            .customParam(DetachedSignature.TIME, clock.instant().getEpochSecond())
            .customParam(
                DetachedSignature.NONCE,
                Base64URL.encode(entropy.bytes(NONCE_SIZE_BYTES)).toString())
            .build();
    String front = header.toBase64URL().toString();
    try {
      var signer = cryptography.signature(kind);
      signer.initSign(key, new EntropyRandom(entropy));
      signer.update((front + ".").getBytes(US_ASCII));
      signer.update(description.bytes().trusted());
      return front + ".." + Base64URL.encode(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A message could not be signed", e);
    }
  }
}
