package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// What an officer of the central bank approves by signing it (A4): which bank gets how much, and
/// on what word.
///
/// It says nothing of the transaction, so it is signed before there is one; it counts once, because
/// the register takes each confirmation once.
///
/// @param confirmation of an issue, what its step is bound to ([#confirmation(Kind, String)]); of a
///   redemption empty, because the bank is credited after the approval
/// @param conversion the bank's name for it, 1 to 64 characters
public record ApprovedStep(
    Hash networkId,
    Asset asset,
    Kind kind,
    NodeId bank,
    Amount amount,
    Optional<Hash> confirmation,
    String conversion) {
  static final int CONVERSION_BYTES_MAX = 64;

  /// Enough of a hash to be unique, short enough for a payment id.
  private static final int ID_HEX_DIGITS = 48;

  /// Which way.
  public enum Kind {
    ISSUE,
    REDEEM;

    private int code() {
      return switch (this) {
        case ISSUE -> 1;
        case REDEEM -> 2;
      };
    }

    private byte[] word() {
      return switch (this) {
        case ISSUE -> "issue".getBytes(US_ASCII);
        case REDEEM -> "redeem".getBytes(US_ASCII);
      };
    }
  }

  public ApprovedStep {
    Encoding.text(conversion, CONVERSION_BYTES_MAX, "conversion");
    if (!amount.isPositive() || confirmation.isPresent() != (kind == Kind.ISSUE)) {
      throw new IllegalArgumentException(
          "nobody approves to %s %s of %s".formatted(kind, amount, bank));
    }
  }

  /// What a step of the register is bound to: the core banking system's word, such as the hash of
  /// its message in hexadecimal digits, and which way it is for.
  public static Hash confirmation(Kind kind, String word) {
    return Domain.CONFIRMATION.hash(kind.word(), word.getBytes(UTF_8));
  }

  /// The name of the payment that takes the step, so that whoever was paid finds an earlier one.
  public static PaymentId payment(Kind kind, Hash confirmation) {
    String digits = confirmation.hex().substring(0, ID_HEX_DIGITS);
    return new PaymentId(new String(kind.word(), US_ASCII) + "-" + digits);
  }

  /// What the officer signs.
  public byte[] message() {
    return Domain.APPROVAL.message(Encoding.encode(this, ApprovedStep::writeTo));
  }

  /// The step that these bytes are to approve.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when they are nothing that
  ///   [#message()] gives
  public static ApprovedStep ofMessage(byte[] message) {
    byte[] prefix = Domain.APPROVAL.message();
    if (message.length < prefix.length
        || !Arrays.equals(message, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new CborReader(message).refusal(Malformed.BAD_VALUE);
    }
    return Encoding.decode(
        Arrays.copyOfRange(message, prefix.length, message.length), ApprovedStep::readFrom);
  }

  void writeTo(CborWriter out) {
    networkId.writeTo(out.array(7));
    asset.writeTo(out);
    out.uint(kind.code());
    bank.writeTo(out);
    out.uint(amount.tiyn());
    Encoding.optional(out, confirmation, Hash::writeTo);
    out.text(conversion);
  }

  static ApprovedStep readFrom(CborReader in) {
    in.arrayOf(7);
    return new ApprovedStep(
        Hash.readFrom(in),
        Asset.readFrom(in),
        Encoding.constant(in, Kind.values(), Kind::code),
        NodeId.readFrom(in),
        new Amount(in.uint(Amount.MAX_TIYN)),
        Encoding.optional(in, Hash::readFrom),
        in.text(CONVERSION_BYTES_MAX));
  }
}
