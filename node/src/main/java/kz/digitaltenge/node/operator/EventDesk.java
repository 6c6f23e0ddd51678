package kz.digitaltenge.node.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.api.operator.EventLine.OfOrder;
import kz.digitaltenge.api.operator.EventLine.OfPayment;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultEvent;

/// Reads what happened on accounts, and waits for more.
final class EventDesk {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final Vault vault;
  private final Tasks tasks;

  EventDesk(Vault vault, Tasks tasks) {
    this.vault = vault;
    this.tasks = tasks;
  }

  /// Looks once, and once more when something was written within `patience`: what was written need
  /// not be an event, so the answer may be empty earlier than asked for.
  List<EventLine> events(long after, int limit, Duration patience) {
    // Listening begins before looking: nothing falls in between.
    CompletableFuture<Boolean> written = vault.nextWrite();
    try {
      List<EventLine> found = read(after, limit);
      if (!found.isEmpty() || !patience.isPositive()) {
        return found;
      }
      tasks.settleAfter(written, false, patience);
      return tasks.await(written, patience.plus(READ_TIMEOUT)) ? read(after, limit) : found;
    } catch (OutcomeUnknownException e) {
      // The node stops; who waits asks the next one.
      return List.of();
    } finally {
      written.complete(false);
    }
  }

  private List<EventLine> read(long after, int limit) {
    return tasks.await(vault.events(after, limit), READ_TIMEOUT).stream()
        .map(EventDesk::line)
        .toList();
  }

  private static EventLine line(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened(long position, var account, var at) ->
          new EventLine(position, Kind.ACCOUNT_OPENED, account.value(), at, Optional.empty());
      case VaultEvent.Moved(var line) ->
          new EventLine(
              line.sequence(),
              moved(line.movement().direction()),
              line.movement().account().value(),
              line.at(),
              Optional.of(payment(line.transaction(), line.movement(), line.refundOf())));
      case VaultEvent.Undone(
              long position,
              var transaction,
              var outcome,
              var at,
              var planned,
              var refundOf) ->
          new EventLine(
              position,
              undone(outcome),
              planned.account().value(),
              at,
              Optional.of(payment(transaction, planned, refundOf)));
      case VaultEvent.Happened(long position, var happening) ->
          new EventLine(
              position,
              kind(happening.kind()),
              happening.account().value(),
              happening.at(),
              new OfOrder(
                  happening.subject(),
                  happening.number(),
                  happening.sum().map(sum -> new EventLine.Sum(sum.currency(), sum.amount())),
                  happening.code(),
                  happening.detail()));
    };
  }

  private static Kind kind(Happening.Kind kind) {
    return switch (kind) {
      case REQUEST_RECEIVED -> Kind.REQUEST_RECEIVED;
      case REQUEST_SENT -> Kind.REQUEST_SENT;
      case REQUEST_REOPENED -> Kind.REQUEST_REOPENED;
      case REQUEST_PAID -> Kind.REQUEST_PAID;
      case REQUEST_REFUSED -> Kind.REQUEST_REFUSED;
      case REQUEST_CANCELLED -> Kind.REQUEST_CANCELLED;
      case REQUEST_EXPIRED -> Kind.REQUEST_EXPIRED;
      case REGISTER_DONE -> Kind.REGISTER_DONE;
      case REGISTER_REFUSED -> Kind.REGISTER_REFUSED;
      case STANDING_PAYMENT_DELAYED -> Kind.STANDING_PAYMENT_DELAYED;
      case STANDING_PAYMENT_LATE -> Kind.STANDING_PAYMENT_LATE;
      case STANDING_PAYMENT_FAILED -> Kind.STANDING_PAYMENT_FAILED;
      case STANDING_PAYMENT_MISSED -> Kind.STANDING_PAYMENT_MISSED;
      case STANDING_ORDER_DONE -> Kind.STANDING_ORDER_DONE;
      case STANDING_ORDER_CANCELLED -> Kind.STANDING_ORDER_CANCELLED;
      case PAYMENT_AWAITING_APPROVAL -> Kind.PAYMENT_AWAITING_APPROVAL;
      case PAYMENT_APPROVED -> Kind.PAYMENT_APPROVED;
      case PAYMENT_REFUSED -> Kind.PAYMENT_REFUSED;
      case PAYMENT_WITHDRAWN -> Kind.PAYMENT_WITHDRAWN;
      case PAYMENT_EXPIRED -> Kind.PAYMENT_EXPIRED;
      case CONVERSION_DONE -> Kind.CONVERSION_DONE;
      case CONVERSION_FAILED -> Kind.CONVERSION_FAILED;
      case CONVERSION_GIVEN_BACK -> Kind.CONVERSION_GIVEN_BACK;
      case STOCK_CONVERSION_ASKED -> Kind.STOCK_CONVERSION_ASKED;
      case STOCK_CONVERSION_DONE -> Kind.STOCK_CONVERSION_DONE;
      case STOCK_CONVERSION_REFUSED -> Kind.STOCK_CONVERSION_REFUSED;
      case ACCOUNT_SUSPENDED -> Kind.ACCOUNT_SUSPENDED;
      case ACCOUNT_FROZEN -> Kind.ACCOUNT_FROZEN;
      case ACCOUNT_REOPENED -> Kind.ACCOUNT_REOPENED;
      case ACCOUNT_CLOSED -> Kind.ACCOUNT_CLOSED;
      case LIMITS_CHANGED -> Kind.LIMITS_CHANGED;
      case MANDATE_SET -> Kind.MANDATE_SET;
      case MANDATE_ENDED -> Kind.MANDATE_ENDED;
      case BANK_BLOCKED -> Kind.BANK_BLOCKED;
      case BANK_BLOCK_LIFTED -> Kind.BANK_BLOCK_LIFTED;
      case NETWORK_HALTED -> Kind.NETWORK_HALTED;
      case NETWORK_RESUMED -> Kind.NETWORK_RESUMED;
    };
  }

  private static Kind moved(Movement.Direction direction) {
    return switch (direction) {
      case IN -> Kind.PAYMENT_RECEIVED;
      case OUT -> Kind.PAYMENT_SENT;
    };
  }

  private static Kind undone(Settlement.Outcome outcome) {
    return switch (outcome) {
      case VOID -> Kind.PAYMENT_VOID;
      case NEVER -> Kind.PAYMENT_NEVER;
      case FINAL -> throw new IllegalArgumentException("Nothing is undone by a final transaction");
    };
  }

  private static OfPayment payment(
      TransactionId transaction, Movement movement, Optional<TransactionId> refundOf) {
    return new OfPayment(
        movement.payment(),
        transaction,
        movement.holding().asset(),
        movement.holding().mark(),
        movement.amount(),
        movement.counterparty(),
        refundOf,
        movement.remittance());
  }
}
