package kz.digitaltenge.node.customer;

import java.util.Set;

/// What an account may be used for; every change has a time, a reason and the signed request.
public enum AccountState {
  OPEN,
  /// By the bank, while something is found out: nothing moves either way.
  SUSPENDED,
  /// By order of a court or another authority: nothing leaves, what comes stays under the order.
  FROZEN,
  /// For good, with nothing on it.
  CLOSED;

  /// What somebody wants of an account.
  public enum Deed {
    PAY,
    RECEIVE
  }

  public boolean allows(Deed deed) {
    return switch (this) {
      case OPEN -> true;
      case FROZEN ->
          switch (deed) {
            case PAY -> false;
            case RECEIVE -> true;
          };
      case SUSPENDED, CLOSED -> false;
    };
  }

  /// What it can become. An order is lifted before anything else is done.
  public Set<AccountState> next() {
    return switch (this) {
      case OPEN -> Set.of(SUSPENDED, FROZEN, CLOSED);
      case SUSPENDED -> Set.of(OPEN, FROZEN, CLOSED);
      case FROZEN -> Set.of(OPEN, SUSPENDED);
      case CLOSED -> Set.of();
    };
  }
}
