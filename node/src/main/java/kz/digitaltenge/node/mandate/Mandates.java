package kz.digitaltenge.node.mandate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.VaultDatabase;

/// The mandates that a bank's accounts are under or were, and what they let pass. The newest
/// versions are at hand; any thread may ask.
public final class Mandates implements AutoCloseable {
  private final MandateBook book;
  private final ConcurrentHashMap<AccountId, Mandate> newest = new ConcurrentHashMap<>();
  private final Set<AccountId> doubtful = ConcurrentHashMap.newKeySet();
  private final RegisterCover cover = new RegisterCover();
  private final OpenIds ids = new OpenIds();

  /// Reads what is in force. Blocking.
  ///
  /// @param database that of the bank's node
  /// @param outbox in the same database
  public static Mandates open(VaultDatabase database, PostgresOutbox outbox) {
    return new Mandates(PostgresMandates.open(database, outbox));
  }

  Mandates(MandateBook book) {
    this.book = book;
    book.eachNewest(mandate -> newest.put(mandate.account(), mandate));
    book.openPayments().forEach(ids::opened);
  }

  /// Asks for the signatories' approvals before anything else is asked: whatever wants to pay out
  /// of an account comes through here.
  public AccountGuard guarding(AccountGuard inner) {
    return new MandateGuard(inner, this);
  }

  @Override
  public void close() {
    book.close();
  }

  MandateBook book() {
    return book;
  }

  /// Of payments that wait or are held up.
  OpenIds ids() {
    return ids;
  }

  /// Refuses a payment under an id that waits for the signatories of another payer.
  void requireOwnId(PaymentOrder order) {
    ids.requireFree(order.id(), order.payer());
    if (ids.payer(order.id()).filter(payer -> !payer.equals(order.payer())).isPresent()) {
      // It may have ended since.
      book.find(order.id().value())
          .filter(filed -> filed.stage().isOpen())
          .filter(filed -> !filed.matter().payer().equals(order.payer()))
          .ifPresentOrElse(
              _ -> {
                throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()).exception();
              },
              () -> ids.ended(order.id()));
    }
  }

  /// Whether an account is or was under one.
  boolean isOrWasUnder(AccountId account) {
    return newest(account).isPresent();
  }

  Optional<Mandate> inForce(AccountId account) {
    return newest(account).filter(mandate -> !mandate.isEnd());
  }

  private Optional<Mandate> newest(AccountId account) {
    return doubtful.contains(account)
        ? readAgain(account)
        : Optional.ofNullable(newest.get(account));
  }

  /// After a change of which nobody knows whether it was kept, the book is asked, and nothing is
  /// paid before it answers.
  private synchronized Optional<Mandate> readAgain(AccountId account) {
    if (doubtful.contains(account)) {
      List<Mandate> kept = book.mandates(account);
      if (!kept.isEmpty()) {
        newest.put(account, kept.getLast());
      }
      doubtful.remove(account);
    }
    return Optional.ofNullable(newest.get(account));
  }

  /// The mandate that is in force, or the last one that was.
  Optional<Mandate> last(AccountId account) {
    return newest(account)
        .flatMap(
            mandate ->
                mandate.isEnd()
                    ? book.mandates(account).reversed().stream()
                        .filter(each -> !each.isEnd())
                        .findFirst()
                    : Optional.of(mandate));
  }

  /// The payments that are being made of approved registers.
  RegisterCover cover() {
    return cover;
  }

  /// Puts the account under the next version, whatever version the wish has; a wish for what is in
  /// force changes nothing.
  synchronized Mandate change(Mandate wish) {
    Optional<Mandate> before = newest(wish.account());
    if (before.isPresent() && before.get().isLike(wish)) {
      return before.get();
    }
    Mandate next = wish.as(before.map(Mandate::version).orElse(0) + 1);
    try {
      book.keep(next);
    } catch (RuntimeException e) {
      doubtful.add(next.account());
      throw e;
    }
    newest.put(next.account(), next);
    return next;
  }

  /// The seats that have approved a payment, or the register that it is being made of.
  Set<Integer> agreed(AccountId account, PaymentId payment) {
    return inForce(account)
        .map(mandate -> seats(mandate, decisions(payment), Decision.Answer.APPROVE))
        .orElse(Set.of());
  }

  /// Refuses a payment that not enough signatories have approved as it is, and one that they did
  /// not approve while they were asked.
  void requireAgreed(PaymentOrder order) {
    Optional<Mandate> mandate = newest(order.payer());
    if (mandate.isPresent() && !isAgreed(mandate.get(), order)) {
      throw Problem.of(ErrorCode.APPROVAL_REQUIRED, "account", order.payer()).exception();
    }
  }

  private List<Decision> decisions(PaymentId payment) {
    return cover
        .line(payment)
        .map(RegisterCover.Line::decisions)
        .orElseGet(() -> book.decisions(payment.value()));
  }

  private boolean isAgreed(Mandate mandate, PaymentOrder order) {
    if (mandate.isEnd()) {
      return book.find(order.id().value()).map(filed -> isFor(filed, order)).orElse(true);
    }
    return approvedUnder(order)
        .filter(amount -> mandate.isAgreed(amount, agreed(order.payer(), order.id())))
        .isPresent();
  }

  /// The amount that the signatories saw when they approved what the order is, or is a line of.
  private Optional<Amount> approvedUnder(PaymentOrder order) {
    return cover
        .line(order)
        .map(RegisterCover.Line::total)
        .or(
            () ->
                book.find(order.id().value())
                    .filter(filed -> isFor(filed, order))
                    .map(_ -> order.amount()));
  }

  private static boolean isFor(Filed filed, PaymentOrder order) {
    return filed.matter() instanceof Matter.Payment payment
        && payment.order().equals(order)
        && (filed.stage() == Stage.APPROVED || filed.stage() == Stage.PAID);
  }

  /// The seats of those who answered so and still have theirs.
  static Set<Integer> seats(Mandate mandate, List<Decision> decisions, Decision.Answer answer) {
    var seats = new HashSet<Integer>();
    for (Decision each : decisions) {
      if (each.answer() == answer) {
        mandate.seat(each.signatory(), each.key()).ifPresent(seats::add);
      }
    }
    return Set.copyOf(seats);
  }
}
