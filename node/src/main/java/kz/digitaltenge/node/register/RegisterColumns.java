package kz.digitaltenge.node.register;

import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.RegisterBook.End;
import kz.digitaltenge.node.register.RegisterBook.Found;
import org.jspecify.annotations.Nullable;

/// What goes into which column.
final class RegisterColumns {
  private RegisterColumns() {}

  static @Nullable String kind(Payout.Order order) {
    return switch (order.payee()) {
      case Payee.Known(Alias alias) -> alias.kind().name();
      case Payee.Numbered _, Payee.Forgotten _ -> null;
    };
  }

  static @Nullable String alias(Payout.Order order) {
    return switch (order.payee()) {
      case Payee.Known(Alias alias) -> alias.value();
      case Payee.Numbered _, Payee.Forgotten _ -> null;
    };
  }

  static @Nullable String number(Payout.Order order) {
    return switch (order.payee()) {
      case Payee.Known _, Payee.Forgotten _ -> null;
      case Payee.Numbered(var account) -> account.value();
    };
  }

  static @Nullable String account(Found found) {
    return switch (found) {
      case Found.Account(_, var account) -> account.value();
      case Found.Nobody _ -> null;
    };
  }

  static @Nullable Problem problem(Found found) {
    return switch (found) {
      case Found.Account _ -> null;
      case Found.Nobody(_, var problem) -> problem;
    };
  }

  static @Nullable String transaction(End end) {
    return switch (end) {
      case End.Paid(_, var transaction, _) -> transaction.toString();
      case End.Refused _ -> null;
    };
  }

  static @Nullable Long decidedAt(End end) {
    return switch (end) {
      case End.Paid(_, _, var at) -> at.toEpochMilli();
      case End.Refused _ -> null;
    };
  }

  static @Nullable Problem problem(End end) {
    return switch (end) {
      case End.Paid _ -> null;
      case End.Refused(_, var problem) -> problem;
    };
  }

  static @Nullable Integer code(@Nullable Problem problem) {
    return problem == null ? null : problem.code().number();
  }

  static @Nullable String values(@Nullable Problem problem) {
    return problem == null ? null : KeptProblem.values(problem);
  }
}
