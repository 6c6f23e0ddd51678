package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;

/// Makes detached signatures (RFC 7797), each with a time and a nonce of its own.
final class Signer {
  private static final int NONCE_SIZE_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Credentials credentials;
  private final KeyAlgorithm algorithm;
  private final String thumbprint;
  private final InstantSource clock;
  private final SecureRandom random;

  Signer(Credentials credentials, InstantSource clock, SecureRandom random) {
    this.credentials = credentials;
    this.algorithm = KeyAlgorithm.of(credentials.certificate());
    this.thumbprint = Certificates.thumbprint(credentials.certificate());
    this.clock = clock;
    this.random = random;
  }

  String sign(Description description) {
    var nonce = new byte[NONCE_SIZE_BYTES];
    random.nextBytes(nonce);
    String header =
        """
        {"alg":"%s","b64":false,"crit":["b64"],"x5t#S256":"%s","iat":%d,"nonce":"%s"}\
        """
            .formatted(
                algorithm.jws(),
                thumbprint,
                clock.instant().getEpochSecond(),
                BASE64.encodeToString(nonce));
    String front = BASE64.encodeToString(header.getBytes(US_ASCII));
    try {
      var signature = Signature.getInstance(algorithm.jca());
      signature.initSign(credentials.key(), random);
      signature.update((front + ".").getBytes(US_ASCII));
      signature.update(description.bytes());
      return front + ".." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key does not sign", e);
    }
  }
}
