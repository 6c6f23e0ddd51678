package kz.digitaltenge.node.request;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.PayRequest;

/// A request to pay as one of its two banks has it.
///
/// @param id this bank's for it: the payee's bank's own name, at the payer's bank the payment's id
/// @param peer the other bank; this one when both customers are here
/// @param terms as they crossed; the payer is the account itself at the payer's bank
/// @param position rises with each change of any request
/// @param told whether the payee's bank knows the end, or is not told any more
/// @param sent whether it is known that the payer's bank has it; only at the payee's bank
/// @param note why it was refused, or what is waited for
public record Request(
    Side side,
    PaymentId id,
    NodeId peer,
    PayRequest terms,
    Stage stage,
    Instant createdAt,
    Instant changedAt,
    long position,
    boolean told,
    boolean sent,
    Note note) {
  private static final String PREFIX = "request-";
  private static final int DIGITS = 48;

  /// Whose bank this is.
  public enum Side {
    PAYEE,
    PAYER
  }

  /// How far it has come.
  public enum Stage {
    /// Payee's bank: the payer's bank is not known to have it.
    ORDERED,
    /// The payer may decide.
    OPEN,
    /// Payee's bank: the payer's bank is asked to take it back.
    CANCELLING,
    /// Payer's bank: accepted, and those who sign for the payer's account are asked.
    AWAITING_APPROVAL,
    /// Payer's bank: money may move.
    ACCEPTED,
    PAID,
    REFUSED,
    CANCELLED,
    EXPIRED;

    /// Whether nothing more comes.
    public boolean isEnd() {
      return switch (this) {
        case ORDERED, OPEN, CANCELLING, AWAITING_APPROVAL, ACCEPTED -> false;
        case PAID, REFUSED, CANCELLED, EXPIRED -> true;
      };
    }
  }

  /// The id of the payment that fulfils a request, a function of who asks and under which name: so
  /// it is paid once, and both banks know the payment when they see it.
  public static PaymentId payment(NodeId payeeBank, PaymentId name) {
    byte[] asked = (payeeBank.value() + "\n" + name.value()).getBytes(US_ASCII);
    return new PaymentId(PREFIX + Hash.sha256(asked).hex().substring(0, DIGITS));
  }

  /// Whether an id is of the form that payments of requests have.
  static boolean isPayments(PaymentId id) {
    return id.value().startsWith(PREFIX);
  }

  /// When something is to be done about it that has come to a stage.
  Instant due(Stage at, Instant since) {
    return switch (at) {
      case OPEN ->
          switch (side) {
            case PAYER -> terms.expiresAt();
            case PAYEE -> terms.expiresAt().plus(RequestBook.GRACE);
          };
      case ORDERED, CANCELLING, AWAITING_APPROVAL, ACCEPTED, PAID, REFUSED, CANCELLED, EXPIRED ->
          since;
    };
  }

  /// The customer's account at this bank.
  AccountId account() {
    return switch (side) {
      case PAYEE -> terms.payee();
      case PAYER -> terms.payer();
    };
  }

  /// The id of the payment that fulfils it.
  public PaymentId payment(NodeId self) {
    return switch (side) {
      case PAYEE -> payment(self, id);
      case PAYER -> id;
    };
  }
}
