package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;

/// Something that happened on an account of this node. Events are what the vault's own rows say, so
/// a crash neither loses nor makes one.
public sealed interface VaultEvent {
  /// Before the first event.
  long BEGINNING = Long.MIN_VALUE;

  /// Events read at once at most.
  int READ_MAX = 1_000;

  /// Rises from event to event in the order of writing, with gaps.
  long position();

  AccountId account();

  /// The account was opened. Nothing else happens on it before.
  record Opened(long position, AccountId account, Instant at) implements VaultEvent {}

  /// A final payment moved money.
  record Moved(HistoryPage.Line line) implements VaultEvent {
    @Override
    public long position() {
      return line.sequence();
    }

    @Override
    public AccountId account() {
      return line.movement().account();
    }
  }

  /// An attempt of a payment from the account came to nothing.
  ///
  /// @param planned what would have moved
  /// @param refundOf the transaction that would have been given back
  record Undone(
      long position,
      TransactionId transaction,
      Settlement.Outcome outcome,
      Instant at,
      Movement planned,
      Optional<TransactionId> refundOf)
      implements VaultEvent {
    @Override
    public AccountId account() {
      return planned.account();
    }
  }

  /// Something became of a request to pay, a register, a standing order or a payment that waited
  /// for signatories.
  record Happened(long position, Happening happening) implements VaultEvent {
    @Override
    public AccountId account() {
      return happening.account();
    }
  }

  /// Refuses to read nothing or too much at once.
  static void requireLimit(int limit) {
    if (limit < 1 || limit > READ_MAX) {
      throw new IllegalArgumentException(limit + " events");
    }
  }
}
