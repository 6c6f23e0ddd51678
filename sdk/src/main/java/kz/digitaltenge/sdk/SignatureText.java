package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A detached signature, read.
///
/// @param front the header as it was sent
/// @param thumbprint of the signer's certificate
record SignatureText(
    String front, KeyAlgorithm algorithm, String thumbprint, Instant signedAt, MessageBody value) {
  private static final int TEXT_MAX = 4096;
  private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.\\.([A-Za-z0-9_-]+)");

  /// @param values all that the message has in its signature's field
  /// @throws UntrustedMessageException when it is not exactly one, of the form above
  static SignatureText read(List<String> values) {
    Matcher compact = COMPACT.matcher(values.size() == 1 ? values.getFirst() : "");
    if (!compact.matches() || values.getFirst().length() > TEXT_MAX) {
      throw new UntrustedMessageException("It does not carry one detached signature");
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    try {
      JsonNode header = Json.tree(new String(base64.decode(compact.group(1)), UTF_8));
      boolean isOurs =
          header.path("b64").isBoolean()
              && !header.path("b64").booleanValue()
              && header.path("crit").size() == 1
              && header.path("crit").path(0).asString("").equals("b64")
              && header.path("iat").isIntegralNumber();
      if (!isOurs) {
        throw new UntrustedMessageException("Its signature is of another form");
      }
      return new SignatureText(
          compact.group(1),
          KeyAlgorithm.named(header.path("alg").asString(""))
              .orElseThrow(() -> new UntrustedMessageException("Its algorithm is not allowed")),
          header.path("x5t#S256").asString(""),
          Instant.ofEpochSecond(header.path("iat").longValue()),
          MessageBody.of(base64.decode(compact.group(2))));
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new UntrustedMessageException("Its signature cannot be read", e);
    }
  }

  boolean isBy(X509Certificate signer, Description description) {
    if (KeyAlgorithm.of(signer) != algorithm) {
      return false;
    }
    try {
      var verifier = Signature.getInstance(algorithm.jca());
      verifier.initVerify(signer.getPublicKey());
      verifier.update((front + ".").getBytes(US_ASCII));
      verifier.update(description.bytes());
      return verifier.verify(value.trusted());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
