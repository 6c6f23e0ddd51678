package kz.digitaltenge.node.peer;

import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.node.account.AccountId;

/// "Where shall I pay?": asks the payee's node for a one-time address. Carries no amount and no
/// payer.
///
/// @param attempt which try at the payment this is, from 1; another attempt gets another address
/// @param refundOf the transaction that the payment gives back; the payee is its payer then
public record Prepare(
    PaymentId payment, int attempt, AccountId payee, Optional<TransactionId> refundOf) {
  private static final int ITEMS = 3;

  /// For a payment that gives nothing back.
  public Prepare(PaymentId payment, int attempt, AccountId payee) {
    this(payment, attempt, payee, Optional.empty());
  }

  byte[] encode() {
    return Encoding.encode(this, Prepare::writeTo);
  }

  static Prepare decode(byte[] bytes) {
    return Encoding.decode(bytes, Prepare::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(refundOf.isPresent() ? ITEMS + 1 : ITEMS);
    payment.writeTo(out);
    out.uint(attempt).text(payee.value());
    refundOf.ifPresent(of -> of.writeTo(out));
  }

  private static Prepare readFrom(CborReader in) {
    int items = in.array(ITEMS + 1);
    if (items < ITEMS) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new Prepare(
        PaymentId.readFrom(in),
        Encoding.positiveInt(in),
        new AccountId(in.text(AccountId.LENGTH)),
        items > ITEMS ? Optional.of(TransactionId.readFrom(in)) : Optional.empty());
  }
}
