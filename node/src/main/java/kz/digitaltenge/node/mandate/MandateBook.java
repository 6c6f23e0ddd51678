package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.Filed.Stage;

/// The durable memory of mandates and of what waits under them. What a method did is on disk when
/// it returns, with what is to be told of it; repeating it is safe. Any thread may call; all throw
/// a [kz.digitaltenge.api.error.PlatformException] when the memory does not answer.
interface MandateBook extends AutoCloseable {
  /// Why what waited does so no more.
  String MANDATE_CHANGED = "the mandate was changed";

  /// Keeps the next version, and withdraws what waits for the signatories of the one before.
  void keep(Mandate mandate);

  /// The newest version of each account.
  void eachNewest(Consumer<Mandate> reader);

  /// The mandates that an account has been under, oldest first.
  List<Mandate> mandates(AccountId account);

  /// Keeps something under a key that is not taken; returns what is kept under it.
  Filed file(Filed filed);

  Optional<Filed> find(String key);

  /// What signatories said to something, oldest first.
  List<Decision> decisions(String key);

  /// Notes a decision on what waits, and moves it to where all decisions on it lead; neither when
  /// it waits no more, or when the signatory has decided already. Returns how it stands.
  ///
  /// @param leads of all decisions on it; asked in the unit of work, must not ask for another
  Filed decide(Decision decision, Function<List<Decision>, Step> leads);

  /// Moves what stands at `from`; returns how it stands.
  Filed move(String key, Stage from, Step step, Instant at);

  /// At most `limit` payments that wait for signatories, whose id comes after this text, in that
  /// order.
  List<Filed> waitingAfter(String id, int limit);

  /// The payers of all payments that wait or are approved and not paid yet, by the payments' ids.
  Map<PaymentId, AccountId> openPayments();

  /// Approved payments that are not paid yet, the longest untried first, and at most so many of all
  /// whose time to be approved is over.
  List<Filed> due(Instant now, int limit);

  @Override
  void close();

  /// Where something goes, or a new note where it is.
  ///
  /// @param code of what stood in the way, where a code says it
  record Step(Stage to, Optional<TransactionId> transaction, Note note, Optional<ErrorCode> code) {
    static Step to(Stage stage, String words) {
      return new Step(stage, Optional.empty(), Note.of(words), Optional.empty());
    }

    /// That what is approved cannot be paid yet.
    static Step heldUp(Problem problem) {
      return new Step(Stage.APPROVED, Optional.empty(), Note.of(problem), Optional.empty());
    }

    /// That nothing has moved nor will.
    static Step refused(Problem problem) {
      return new Step(
          Stage.REFUSED, Optional.empty(), Note.of(problem), Optional.of(problem.code()));
    }

    static Step refused(ErrorCode code, String words) {
      return new Step(Stage.REFUSED, Optional.empty(), Note.of(words), Optional.of(code));
    }

    static Step paid(TransactionId transaction) {
      return new Step(Stage.PAID, Optional.of(transaction), Note.NONE, Optional.empty());
    }
  }
}
