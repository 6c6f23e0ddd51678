package kz.digitaltenge.node.peer;

import java.time.Instant;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.node.account.AccountId;

/// "One of your customers is asked to pay": from the payee's bank to the payer's.
///
/// @param name the payee's bank's for it; the same again is the same request
/// @param payee an account of the asking bank
/// @param payeeName as the payee discloses it; may be empty
/// @param payer an account of the asked bank, or the number that stands for one
/// @param purpose for people
public record PayRequest(
    PaymentId name,
    AccountId payee,
    String payeeName,
    AccountId payer,
    Asset asset,
    Amount amount,
    String purpose,
    Instant expiresAt) {
  /// Characters of a purpose at most.
  public static final int PURPOSE_LENGTH_MAX = 140;

  private static final int TEXT_BYTES_MAX = 2_048;

  public PayRequest {
    if (!amount.isPositive()
        || purpose.length() > PURPOSE_LENGTH_MAX
        || payeeName.length() > PURPOSE_LENGTH_MAX
        || purpose.chars().anyMatch(Character::isISOControl)
        || payeeName.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("not a request to pay");
    }
  }

  byte[] encode() {
    return Encoding.encode(this, PayRequest::writeTo);
  }

  static PayRequest decode(byte[] bytes) {
    return Encoding.decode(bytes, PayRequest::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(8);
    name.writeTo(out);
    out.text(payee.value()).text(payeeName).text(payer.value());
    asset.writeTo(out);
    out.uint(amount.tiyn()).text(purpose);
    Encoding.instant(out, expiresAt);
  }

  private static PayRequest readFrom(CborReader in) {
    in.arrayOf(8);
    return new PayRequest(
        PaymentId.readFrom(in),
        new AccountId(in.text(AccountId.LENGTH)),
        in.text(TEXT_BYTES_MAX),
        new AccountId(in.text(AccountId.LENGTH)),
        Asset.readFrom(in),
        Amount.ofTiyn(in.uint(Amount.MAX_TIYN)),
        in.text(TEXT_BYTES_MAX),
        Encoding.instant(in));
  }
}
