package kz.digitaltenge.node.peer;

import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// "Where shall I pay whom people know by this, and what is the name?" Carries no amount and no
/// payer.
///
/// @param serving the ID centre's word that the asked bank serves the alias: who has none has not
///   asked the centre, which counts questions
public record PayeeQuestion(PaymentId payment, Alias alias, ServingStatement serving) {
  byte[] encode() {
    return Encoding.encode(this, PayeeQuestion::writeTo);
  }

  static PayeeQuestion decode(byte[] bytes) {
    return Encoding.decode(bytes, PayeeQuestion::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(3);
    payment.writeTo(out);
    alias.writeTo(out);
    serving.writeTo(out);
  }

  private static PayeeQuestion readFrom(CborReader in) {
    in.arrayOf(3);
    return new PayeeQuestion(
        PaymentId.readFrom(in), Alias.readFrom(in), ServingStatement.readFrom(in));
  }
}
