package kz.digitaltenge.node.mandate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Whether a signatory has signed: a JWS of RFC 7515 with detached content (appendix F), so that
/// any JOSE library makes and verifies one.
final class ApprovalSignature {
  private static final Pattern DETACHED = Pattern.compile("([\\w-]{1,512})\\.\\.([\\w-]{86})");
  private static final Pattern MEMBER =
      Pattern.compile("\\s*\"(\\w{1,16})\"\\s*:\\s*\"([A-Za-z0-9._:+/-]{0,64})\"\\s*");

  /// A member that is not here would have to be understood.
  private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");

  private static final int SCALAR_BYTES = 32;
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private ApprovalSignature() {}

  static boolean verifies(
      SignatureVerifier verifier, Signatory signatory, String jws, String content) {
    Matcher parts = DETACHED.matcher(jws);
    if (!parts.matches()) {
      return false;
    }
    PublicKey key = signatory.key().publicKey();
    Optional<byte[]> header = decoded(parts.group(1));
    Optional<byte[]> value = decoded(parts.group(2));
    if (header.isEmpty()
        || value.isEmpty()
        || value.get().length != key.scheme().signatureBytes()
        || !isHeader(new String(header.get(), UTF_8), signatory)) {
      return false;
    }
    String signed =
        parts.group(1)
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(UTF_8));
    return verifier.verify(
        key,
        signed.getBytes(US_ASCII),
        new SignatureBytes(key.scheme(), Bytes.ofTrusted(lower(key.scheme(), value.get()))));
  }

  private static boolean isHeader(String header, Signatory signatory) {
    String text = header.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      return false;
    }
    Map<String, String> members = new HashMap<>();
    for (String each : text.substring(1, text.length() - 1).split(",", -1)) {
      Matcher member = MEMBER.matcher(each);
      if (!member.matches()
          || !MEMBERS.contains(member.group(1))
          || members.put(member.group(1), member.group(2)) != null) {
        return false;
      }
    }
    return algorithms(signatory.key().curve()).contains(members.getOrDefault("alg", ""))
        && members.getOrDefault("kid", signatory.id()).equals(signatory.id());
  }

  private static Set<String> algorithms(SignatoryKey.Curve curve) {
    return switch (curve) {
      case ED25519 -> Set.of("EdDSA", "Ed25519");
      case P256 -> Set.of("ES256");
    };
  }

  /// JOSE libraries leave open which of the two values of `s` a signature has; ours takes one.
  private static byte[] lower(SchemeId scheme, byte[] value) {
    if (scheme != SchemeId.P256) {
      return value;
    }
    var s = new BigInteger(1, Arrays.copyOfRange(value, SCALAR_BYTES, value.length));
    if (s.compareTo(P256_ORDER.shiftRight(1)) <= 0 || s.compareTo(P256_ORDER) >= 0) {
      return value;
    }
    byte[] lower = P256_ORDER.subtract(s).toByteArray();
    byte[] whole = Arrays.copyOf(value, value.length);
    Arrays.fill(whole, SCALAR_BYTES, whole.length, (byte) 0);
    int size = Math.min(SCALAR_BYTES, lower.length);
    System.arraycopy(lower, lower.length - size, whole, whole.length - size, size);
    return whole;
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
