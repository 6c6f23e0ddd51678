package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.node.account.AccountId;

/// The whole transaction with the proofs of its inputs, for the payee's node to check, store and
/// attest.
///
/// @param provenance one for each input, in order
public record Propose(
    PaymentId payment,
    int attempt,
    AccountId payee,
    SignedTransaction transaction,
    List<Provenance> provenance) {
  /// Payment id, attempt and account number.
  private static final int FRAME_USUAL_BYTES = 96;

  public Propose {
    provenance = List.copyOf(provenance);
  }

  /// The same for the account that the payee's number stands for.
  public Propose to(AccountId account) {
    return account.equals(payee)
        ? this
        : new Propose(payment, attempt, account, transaction, provenance);
  }

  byte[] encode() {
    return Encoding.encode(
        this,
        FRAME_USUAL_BYTES + transaction.sizeUsualBytes() + sizeUsualBytes(provenance),
        Propose::writeTo);
  }

  /// How many canonical bytes the proofs have at most, usually.
  public static int sizeUsualBytes(List<Provenance> provenance) {
    int size = CborWriter.SIZE_USUAL_BYTES;
    for (Provenance each : provenance) {
      size += each.sizeUsualBytes();
    }
    return size;
  }

  static Propose decode(byte[] bytes) {
    return Encoding.decode(bytes, Propose::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(5);
    payment.writeTo(out);
    out.uint(attempt).text(payee.value());
    transaction.writeTo(out);
    Encoding.list(out, provenance, Provenance::writeTo);
  }

  private static Propose readFrom(CborReader in) {
    in.arrayOf(5);
    return new Propose(
        PaymentId.readFrom(in),
        Encoding.positiveInt(in),
        new AccountId(in.text(AccountId.LENGTH)),
        SignedTransaction.readFrom(in),
        Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom));
  }
}
