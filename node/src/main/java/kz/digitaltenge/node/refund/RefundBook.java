package kz.digitaltenge.node.refund;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.refund.Refund.Stage;

/// The durable account of what each payment has left to give back. What a method did is on disk
/// when it returns; repeating it is safe. Any thread may call; all throw a [PlatformException] when
/// the memory does not answer.
public interface RefundBook {
  /// A payment that may be given back.
  ///
  /// @param account that received it, when the payment paid several here; each then has an account
  ///   of its own of what is left
  /// @param amount what was received by it
  record Payment(
      PaymentId id, TransactionId transaction, Optional<AccountId> account, Amount amount) {}

  /// Takes a sum from what a payment has left, under a name that is not taken; a name that is keeps
  /// what is noted under it. Returns what is noted.
  ///
  /// @param amount empty for all that is left
  /// @throws PlatformException `REFUND_EXCEEDS_PAYMENT` when less is left
  Refund begin(PaymentId id, Payment payment, Optional<Amount> amount, Instant at);

  Optional<Refund> find(PaymentId id);

  /// Those of payments with this id, oldest first.
  List<Refund> ofPayment(PaymentId payment);

  /// Those that are looked for before a number, newest first.
  ListPart<Refund> find(Wanted wanted, long before, int limit);

  /// Which refunds are looked for; what is empty does not narrow.
  ///
  /// @param from asked for not before this time
  /// @param until asked for before this time
  record Wanted(Optional<Stage> stage, Optional<Instant> from, Optional<Instant> until) {}

  /// Those with something left to do, oldest first.
  List<Refund> open();

  /// Moves a refund on that is still ordered; one that is refused gives its sum back. Returns how
  /// it stands.
  Refund move(PaymentId id, Change change, Instant at);

  /// A step, or a new note at the same stage.
  record Change(Stage to, Optional<TransactionId> transaction, Note note) {}
}
