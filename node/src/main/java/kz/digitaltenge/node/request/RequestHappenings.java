package kz.digitaltenge.node.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
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

  /// By a step, in the order in which it is told.
  static List<Happening> moved(Request before, Request now, Optional<ErrorCode> code) {
    var told = new ArrayList<Happening>();
    if (now.sent() && !before.sent()) {
      told.add(happening(Kind.REQUEST_SENT, now, Optional.empty()));
    }
    if (before.stage() != now.stage()) {
      kind(now).ifPresent(kind -> told.add(happening(kind, now, code)));
    }
    return told;
  }

  private static Optional<Kind> kind(Request now) {
    return switch (now.stage()) {
      case OPEN ->
          switch (now.side()) {
            // That it is there is told when it is first heard of, whatever has become of it.
            case PAYEE -> Optional.empty();
            case PAYER -> Optional.of(Kind.REQUEST_REOPENED);
          };
      case PAID -> Optional.of(Kind.REQUEST_PAID);
      case REFUSED -> Optional.of(Kind.REQUEST_REFUSED);
      case CANCELLED -> Optional.of(Kind.REQUEST_CANCELLED);
      case EXPIRED -> Optional.of(Kind.REQUEST_EXPIRED);
      // By the bank's own order; that signatories are asked is told of the payment.
      case ORDERED, CANCELLING, AWAITING_APPROVAL, ACCEPTED -> Optional.empty();
    };
  }

  private static Happening happening(Kind kind, Request now, Optional<ErrorCode> code) {
    return new Happening(
        kind,
        now.account(),
        now.changedAt(),
        now.id().value(),
        Optional.empty(),
        Optional.of(new Happening.Sum(now.terms().asset().code(), now.terms().amount())),
        code);
  }
}
