package kz.digitaltenge.gateway;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;

/// Orders, approvals and signatures over them as texts: base64url without padding of the very
/// bytes.
final class OrderText {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Base64.Encoder TO = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder FROM = Base64.getUrlDecoder();

  /// Of the curve P-256 (SEC 2, 2.4.2).
  private static final BigInteger CURVE_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger HALF = CURVE_ORDER.shiftRight(1);

  private OrderText() {}

  /// What officers sign.
  static String of(BlockOrder order) {
    return TO.encodeToString(order.message());
  }

  static BlockOrder order(String text) {
    byte[] bytes = bytes("order", text);
    try {
      return BlockOrder.ofMessage(bytes);
    } catch (MalformedException _) {
      throw Malformed.field("\"order\"", "it is not what a draft called toSign");
    }
  }

  /// What officers sign to approve a conversion.
  static String of(ApprovedStep step) {
    return TO.encodeToString(step.message());
  }

  static ApprovedStep approval(String text) {
    byte[] bytes = bytes("approval", text);
    try {
      return ApprovedStep.ofMessage(bytes);
    } catch (MalformedException _) {
      throw Malformed.field("\"approval\"", "it is not what a conversion called toSign");
    }
  }

  /// Of ES256, 64 bytes of r and s. Libraries give either of the two values of s that hold; the
  /// ledger takes the lower one.
  static SignatureBytes signature(String text) {
    byte[] bytes = bytes("signature", text);
    int half = SchemeId.P256.signatureBytes() / 2;
    if (bytes.length != 2 * half) {
      throw Malformed.field("\"signature\"", "it is not 64 bytes in base64url, of r and s");
    }
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, half, bytes.length));
    if (s.compareTo(HALF) > 0 && s.compareTo(CURVE_ORDER) < 0) {
      byte[] lower = CURVE_ORDER.subtract(s).toByteArray();
      Arrays.fill(bytes, half, bytes.length, (byte) 0);
      int length = Math.min(half, lower.length);
      System.arraycopy(lower, lower.length - length, bytes, bytes.length - length, length);
    }
    return new SignatureBytes(SchemeId.P256, Bytes.ofTrusted(bytes));
  }

  static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static byte[] bytes(String field, String text) {
    try {
      return FROM.decode(text);
    } catch (IllegalArgumentException _) {
      throw Malformed.field("\"" + field + "\"", "it is no base64url");
    }
  }
}
