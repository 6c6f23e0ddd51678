package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Remittances;

/// The whole transaction with the proofs of its inputs, for the payee's node to check, store and
/// attest.
///
/// @param payees those at the asked node; of other nodes' payees it learns what the transaction
///   says and no account
/// @param provenance one for each input, in order
public record Propose(
    PaymentId payment,
    int attempt,
    List<Payee> payees,
    SignedTransaction transaction,
    List<Provenance> provenance) {
  /// Payment id, attempt and account number.
  private static final int FRAME_USUAL_BYTES = 96;

  private static final int ITEMS = 5;

  /// Whom a leg of the payment pays.
  ///
  /// @param leg its number in the payment, from 0
  /// @param remittance what it is told
  public record Payee(int leg, AccountId account, Remittance remittance) {
    private static final int ITEMS = 2;

    /// One that is told nothing more.
    public Payee(int leg, AccountId account) {
      this(leg, account, Remittance.NONE);
    }

    /// The same for the account that its number stands for.
    public Payee at(AccountId meant) {
      return new Payee(leg, meant, remittance);
    }

    private boolean isTold() {
      return !remittance.isNone();
    }

    private void writeTo(CborWriter out) {
      out.array(isTold() ? ITEMS + 1 : ITEMS).uint(leg).text(account.value());
      if (isTold()) {
        remittance.writeTo(out);
      }
    }

    private static Payee readFrom(CborReader in) {
      int items = in.array(ITEMS + 1);
      if (items < ITEMS) {
        throw in.refusal(Malformed.BAD_VALUE);
      }
      var payee =
          new Payee(
              (int) in.uint(Leg.COUNT_MAX - 1L),
              new AccountId(in.text(AccountId.LENGTH)),
              items > ITEMS ? Remittance.readFrom(in) : Remittance.NONE);
      if (payee.isTold() != items > ITEMS) {
        throw in.refusal(Malformed.BAD_VALUE);
      }
      return payee;
    }
  }

  public Propose {
    payees = List.copyOf(payees);
    provenance = List.copyOf(provenance);
    if (payees.isEmpty()) {
      throw new IllegalArgumentException("nobody is paid");
    }
  }

  /// A payment with one payee, or the first of several when the others are at other nodes.
  public Propose(
      PaymentId payment,
      int attempt,
      AccountId payee,
      SignedTransaction transaction,
      List<Provenance> provenance) {
    this(payment, attempt, List.of(new Payee(0, payee)), transaction, provenance);
  }

  /// Whether it says which leg pays whom; otherwise everything for this node is for one payee.
  public boolean hasLegs() {
    return payees.size() > 1 || payees.getFirst().leg > 0;
  }

  /// What the payees are told, in their order.
  public Remittances remittances() {
    return Remittances.ofEach(payees.stream().map(Payee::remittance).toList());
  }

  /// Whether it lists its payees.
  private boolean isList() {
    return hasLegs() || payees.getFirst().isTold();
  }

  /// The same for the accounts that the payees' numbers stand for.
  public Propose to(List<Payee> accounts) {
    return accounts.equals(payees)
        ? this
        : new Propose(payment, attempt, accounts, transaction, provenance);
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
    out.array(isList() ? ITEMS + 1 : ITEMS);
    payment.writeTo(out);
    out.uint(attempt);
    if (isList()) {
      Encoding.list(out.nil(), payees, Payee::writeTo);
    } else {
      out.text(payees.getFirst().account.value());
    }
    transaction.writeTo(out);
    Encoding.list(out, provenance, Provenance::writeTo);
  }

  private static Propose readFrom(CborReader in) {
    int items = in.array(ITEMS + 1);
    if (items < ITEMS) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    var proposed =
        new Propose(
            PaymentId.readFrom(in),
            Encoding.positiveInt(in),
            payees(in, items),
            SignedTransaction.readFrom(in),
            Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom));
    if (proposed.isList() != items > ITEMS) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return proposed;
  }

  private static List<Payee> payees(CborReader in, int items) {
    if (items == ITEMS) {
      return List.of(new Payee(0, new AccountId(in.text(AccountId.LENGTH))));
    }
    in.nil();
    return Encoding.list(in, Leg.COUNT_MAX, Payee::readFrom);
  }
}
