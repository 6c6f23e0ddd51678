package kz.digitaltenge.node.request;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// What a change of a request is to its customer at this bank. Pure.
final class RequestHappenings {
  private RequestHappenings() {}

  /// By its being noted.
  static Optional<Happening> noted(Request fresh) {
    return switch (fresh.side()) {
      case PAYEE -> Optional.empty();
      case PAYER -> Optional.of(happening(Kind.REQUEST_RECEIVED, fresh, Optional.empty()));
    };
  }

  /// By a step from a stage to the one where it is now.
  static Optional<Happening> moved(Stage from, Request now, Optional<ErrorCode> code) {
    return from == now.stage()
        ? Optional.empty()
        : kind(from, now).map(kind -> happening(kind, now, code));
  }

  private static Optional<Kind> kind(Stage from, Request now) {
    return switch (now.stage()) {
      case OPEN -> opened(from, now.side());
      case PAID -> Optional.of(Kind.REQUEST_PAID);
      case REFUSED -> Optional.of(Kind.REQUEST_REFUSED);
      case CANCELLED -> Optional.of(Kind.REQUEST_CANCELLED);
      case EXPIRED -> Optional.of(Kind.REQUEST_EXPIRED);
      // By the bank's own order.
      case ORDERED, CANCELLING, ACCEPTED -> Optional.empty();
    };
  }

  private static Optional<Kind> opened(Stage from, Side side) {
    return switch (side) {
      case PAYEE -> from == Stage.ORDERED ? Optional.of(Kind.REQUEST_SENT) : Optional.empty();
      case PAYER -> Optional.of(Kind.REQUEST_REOPENED);
    };
  }

  private static Happening happening(Kind kind, Request now, Optional<ErrorCode> code) {
    return new Happening(
        kind,
        account(now),
        now.changedAt(),
        now.id().value(),
        Optional.empty(),
        Optional.of(new Happening.Sum(now.terms().asset().code(), now.terms().amount())),
        code);
  }

  private static AccountId account(Request now) {
    return switch (now.side()) {
      case PAYEE -> now.terms().payee();
      case PAYER -> now.terms().payer();
    };
  }
}
