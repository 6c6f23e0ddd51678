package kz.digitaltenge.node.customer;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.ChangeLine;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.operator.TypedText;

/// Changes customers' files: phone, name, class of limits, and which of the customer's banks is
/// named first.
final class CustomerChanges {
  private final NodeId self;
  private final CustomerBook book;
  private final CustomerFiles files;
  private final CustomerGuard guard;

  CustomerChanges(NodeId self, CustomerBook book, CustomerFiles files, CustomerGuard guard) {
    this.self = self;
    this.book = book;
    this.files = files;
    this.guard = guard;
  }

  /// The file as it is then. What it says already is no change and is noted nowhere.
  Customer change(Account account, ChangeCustomer wish, Instant at, long evidence) {
    String reason = TypedCustomer.reason(wish.reason());
    return guard.locked(
        account.id(),
        () -> {
          Customer now = book.find(wish.reference()).orElseThrow();
          Customer then = TypedCustomer.changed(now, wish);
          if (!then.equals(now)) {
            requireAllowed(account, now, then);
            guard.screen(CustomerFiles.names(then));
            if (!files.change(now, then, CustomerChange.between(now, then, reason, at, evidence))) {
              throw Problem.of(ErrorCode.PHONE_TAKEN, "bank", self).exception();
            }
          }
          return then;
        });
  }

  List<ChangeLine> after(String reference, long after, int limit) {
    if (limit < 1 || limit > ChangeLine.LINES_MAX) {
      throw TypedText.malformed("limit", limit + " is not within 1 and " + ChangeLine.LINES_MAX);
    }
    return book.changes(reference, after, limit).stream().map(CustomerChanges::line).toList();
  }

  /// The file as it was opened, for who asks to open it again.
  Customer opened(Customer now) {
    return CustomerChange.opened(now, book.changes(now.file().reference(), 0, Integer.MAX_VALUE));
  }

  /// What an account without limits paid was not counted, so it cannot get limits.
  private void requireAllowed(Account account, Customer now, Customer then) {
    if (files.state(account.id()) == AccountState.CLOSED) {
      throw refused(now, "the account is closed");
    }
    boolean hadNone = now.file().limits() == ClientClass.FULL;
    if (hadNone && then.file().limits() != ClientClass.FULL) {
      throw refused(now, "who has no limits gets none");
    }
  }

  private PlatformException refused(Customer customer, String reason) {
    return Problem.of(
            ErrorCode.CUSTOMER_CHANGE_REFUSED,
            "reference",
            customer.file().reference(),
            "bank",
            self,
            "reason",
            reason)
        .exception();
  }

  private static ChangeLine line(CustomerChange.Kept kept) {
    CustomerChange change = kept.change();
    return new ChangeLine(
        kept.seq(),
        change.kind().name(),
        CustomerChange.shown(change.before()),
        CustomerChange.shown(change.after()),
        change.reason(),
        change.at(),
        change.evidence());
  }
}
