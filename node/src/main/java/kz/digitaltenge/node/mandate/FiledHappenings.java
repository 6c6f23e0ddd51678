package kz.digitaltenge.node.mandate;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// What a change of a payment that is filed is to the programs of its payer's bank. A register
/// tells of itself. Pure.
final class FiledHappenings {
  private FiledHappenings() {}

  /// By its being filed.
  static Optional<Happening> filed(Filed fresh) {
    return happening(fresh, Optional.empty());
  }

  /// By a step from a stage to the one where it is now.
  static Optional<Happening> moved(Stage from, Filed now, Optional<ErrorCode> code) {
    return from == now.stage() ? Optional.empty() : happening(now, code);
  }

  private static Optional<Happening> happening(Filed now, Optional<ErrorCode> code) {
    return switch (now.matter()) {
      case Matter.Payment payment ->
          kind(now.stage()).map(kind -> happening(kind, payment, now, code));
      case Matter.Register _ -> Optional.empty();
    };
  }

  private static Optional<Kind> kind(Stage stage) {
    return switch (stage) {
      case AWAITING_APPROVAL -> Optional.of(Kind.PAYMENT_AWAITING_APPROVAL);
      case APPROVED -> Optional.of(Kind.PAYMENT_APPROVED);
      // The money that has left is an event of its own.
      case PAID -> Optional.empty();
      case REFUSED -> Optional.of(Kind.PAYMENT_REFUSED);
      case WITHDRAWN -> Optional.of(Kind.PAYMENT_WITHDRAWN);
      case EXPIRED -> Optional.of(Kind.PAYMENT_EXPIRED);
    };
  }

  private static Happening happening(
      Kind kind, Matter.Payment payment, Filed now, Optional<ErrorCode> code) {
    return new Happening(
        kind,
        payment.payer(),
        now.changedAt(),
        payment.key(),
        Optional.empty(),
        Optional.of(new Happening.Sum(payment.order().holding().asset().code(), payment.amount())),
        code);
  }
}
