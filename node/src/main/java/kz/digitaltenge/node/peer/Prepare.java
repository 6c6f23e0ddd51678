package kz.digitaltenge.node.peer;

import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Leg;

/// "Where shall I pay?": asks the payee's node for a one-time address. Carries no amount and no
/// payer.
///
/// @param attempt which try at the payment this is, from 1; another attempt gets another address
/// @param refundOf the transaction that the payment gives back; the payee is its payer then
/// @param leg of a payment to several payees, from 0; a payment that gives back has only one
public record Prepare(
    PaymentId payment, int attempt, AccountId payee, Optional<TransactionId> refundOf, int leg) {
  private static final int ITEMS = 3;
  private static final int ITEMS_OF_LEG = 5;

  public Prepare {
    if (leg < 0 || leg >= Leg.COUNT_MAX || (leg > 0 && refundOf.isPresent())) {
      throw new IllegalArgumentException("leg %d of a payment".formatted(leg));
    }
  }

  /// For a payment that gives nothing back.
  public Prepare(PaymentId payment, int attempt, AccountId payee) {
    this(payment, attempt, payee, Optional.empty(), 0);
  }

  byte[] encode() {
    return Encoding.encode(this, Prepare::writeTo);
  }

  static Prepare decode(byte[] bytes) {
    return Encoding.decode(bytes, Prepare::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(leg > 0 ? ITEMS_OF_LEG : refundOf.isPresent() ? ITEMS + 1 : ITEMS);
    payment.writeTo(out);
    out.uint(attempt).text(payee.value());
    refundOf.ifPresent(of -> of.writeTo(out));
    if (leg > 0) {
      out.nil().uint(leg);
    }
  }

  private static Prepare readFrom(CborReader in) {
    int items = in.array(ITEMS_OF_LEG);
    if (items < ITEMS) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    var payment = PaymentId.readFrom(in);
    int attempt = Encoding.positiveInt(in);
    var payee = new AccountId(in.text(AccountId.LENGTH));
    if (items < ITEMS_OF_LEG) {
      return new Prepare(
          payment,
          attempt,
          payee,
          items > ITEMS ? Optional.of(TransactionId.readFrom(in)) : Optional.empty(),
          0);
    }
    in.nil();
    return new Prepare(payment, attempt, payee, Optional.empty(), Encoding.positiveInt(in));
  }
}
