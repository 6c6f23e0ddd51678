package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;

/// A detached JWS with an unencoded payload (RFC 7515 appendix F, RFC 7797), read: `header..value`.
///
/// @param text as it was sent
/// @param algorithm the kind of key that makes such signatures
/// @param thumbprint SHA-256 of the signer's certificate
/// @param signedAt to the second
/// @param nonce 16 to 64 letters, digits, `_` and `-`
record DetachedSignature(
    String text, KeyKind algorithm, Hash thumbprint, Instant signedAt, String nonce, Bytes value) {
  static final int TEXT_MAX = 4096;
  static final String TIME = "iat";
  static final String NONCE = "nonce";
  static final String UNENCODED = "b64";
  private static final String NO_ALGORITHM = "none";
  private static final String GOST_JOSE_NAME = "1.2.398.3.10.1.1.2.3.2";
  private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.\\.([A-Za-z0-9_-]+)");
  private static final Pattern NONCE_FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  /// What reading ends in.
  sealed interface Read {
    record Good(DetachedSignature signature) implements Read {}

    record Bad(MessageRefusal reason, String evidence) implements Read {}
  }

  static Read read(String text) {
    Matcher compact = COMPACT.matcher(text);
    if (text.length() > TEXT_MAX || !compact.matches()) {
      return malformed("it is not header..signature in base64url");
    }
    try {
      var encoded = new Base64URL(compact.group(1));
      var members = JSONObjectUtils.parse(encoded.decodeToString());
      if (members == null) {
        return malformed("its header is no JSON object");
      }
      if (NO_ALGORITHM.equals(members.get("alg"))) {
        return new Read.Bad(MessageRefusal.ALGORITHM_NOT_ALLOWED, NO_ALGORITHM);
      }
      byte[] value = Base64.getUrlDecoder().decode(compact.group(2));
      return read(text, JWSHeader.parse(members, encoded), value);
    } catch (ParseException | IllegalArgumentException _) {
      return malformed("its header cannot be read");
    }
  }

  private static Read read(String text, JWSHeader header, byte[] value) {
    Optional<KeyKind> algorithm = algorithm(header);
    if (algorithm.isEmpty()) {
      return new Read.Bad(MessageRefusal.ALGORITHM_NOT_ALLOWED, header.getAlgorithm().getName());
    }
    Set<String> critical = header.getCriticalParams();
    if (header.isBase64URLEncodePayload() || !Set.of(UNENCODED).equals(critical)) {
      return new Read.Bad(
          MessageRefusal.CRITICAL_PARAMETER_UNKNOWN, "crit is to be [\"b64\"] and b64 false");
    }
    if (!(header.getCustomParam(TIME) instanceof Long seconds)) {
      return new Read.Bad(MessageRefusal.TIME_MISSING, "iat is to be whole seconds");
    }
    if (!(header.getCustomParam(NONCE) instanceof String nonce)
        || !NONCE_FORM.matcher(nonce).matches()) {
      return new Read.Bad(MessageRefusal.NONCE_MALFORMED, "nonce is to be 16 to 64 of A-Za-z0-9_-");
    }
    var thumbprint = header.getX509CertSHA256Thumbprint();
    if (thumbprint == null || thumbprint.decode().length != Hash.SIZE_BYTES) {
      return malformed("x5t#S256 does not name a certificate");
    }
    if (value.length != valueSizeBytes(algorithm.get())) {
      return malformed("its signature has " + value.length + " bytes");
    }
    try {
      return new Read.Good(
          new DetachedSignature(
              text,
              algorithm.get(),
              Hash.of(thumbprint.decode()),
              Instant.ofEpochSecond(seconds),
              nonce,
              Bytes.of(value)));
    } catch (DateTimeException _) {
      return new Read.Bad(MessageRefusal.TIME_MISSING, "iat is no time");
    }
  }

  /// Whether it is over this, by the owner of this key.
  boolean verifies(Bytes described, PublicKey key, MessageCryptography cryptography) {
    try {
      var verifier = cryptography.signature(algorithm);
      verifier.initVerify(algorithm.verifying(key));
      verifier.update(headerPart().getBytes(US_ASCII));
      verifier.update((byte) '.');
      verifier.update(described.trusted());
      return verifier.verify(value.toArray());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /// What the signature of a request is known by in its answer.
  static Hash hashOf(String text) {
    return Hash.sha256(text.getBytes(US_ASCII));
  }

  /// JWS has both halves of an ECDSA signature side by side, not in DER.
  static String jcaName(KeyKind kind) {
    return switch (kind) {
      case P256 -> "SHA256withECDSAinP1363Format";
      case ED25519, GOST_2015_512 -> kind.signature();
    };
  }

  /// What the header calls it. No name is registered for GOST, so it is the signature's Kazakh
  /// object identifier.
  static String joseName(KeyKind kind) {
    return switch (kind) {
      case P256 -> "ES256";
      case ED25519 -> "EdDSA";
      case GOST_2015_512 -> GOST_JOSE_NAME;
    };
  }

  private static int valueSizeBytes(KeyKind kind) {
    return switch (kind) {
      case P256, ED25519 -> 64;
      case GOST_2015_512 -> 128;
    };
  }

  String headerPart() {
    return text.substring(0, text.indexOf('.'));
  }

  /// `Ed25519` is the newer name (RFC 9864) of what `EdDSA` means with such a key.
  private static Optional<KeyKind> algorithm(JWSHeader header) {
    return switch (header.getAlgorithm().getName()) {
      case "ES256" -> Optional.of(KeyKind.P256);
      case "EdDSA", "Ed25519" -> Optional.of(KeyKind.ED25519);
      case GOST_JOSE_NAME -> Optional.of(KeyKind.GOST_2015_512);
      default -> Optional.empty();
    };
  }

  private static Read malformed(String why) {
    return new Read.Bad(MessageRefusal.SIGNATURE_MALFORMED, why);
  }
}
