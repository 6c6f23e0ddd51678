package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.node.account.AccountId;

/// "Where shall I pay?": asks the payee's node for a one-time address. Carries no amount and no
/// payer.
///
/// @param attempt which try at the payment this is, from 1; another attempt gets another address
public record Prepare(PaymentId payment, int attempt, AccountId payee) {
  byte[] encode() {
    return Encoding.encode(this, Prepare::writeTo);
  }

  static Prepare decode(byte[] bytes) {
    return Encoding.decode(bytes, Prepare::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(3);
    payment.writeTo(out);
    out.uint(attempt).text(payee.value());
  }

  private static Prepare readFrom(CborReader in) {
    in.arrayOf(3);
    return new Prepare(
        PaymentId.readFrom(in), Encoding.positiveInt(in), new AccountId(in.text(AccountId.LENGTH)));
  }
}
