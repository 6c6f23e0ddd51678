package kz.digitaltenge.node.mandate;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// What a change of a mandate, or of a payment that is filed, is to the programs of its bank. A
/// register and a standing order tell of themselves. Pure.
final class FiledHappenings {
  private FiledHappenings() {}

  /// That an account is under a mandate from now on, or under none.
  static Happening kept(Mandate mandate) {
    return new Happening(
        mandate.isEnd() ? Kind.MANDATE_ENDED : Kind.MANDATE_SET,
        mandate.account(),
        mandate.at(),
        String.valueOf(mandate.version()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        mandate.isEnd()
            ? Optional.empty()
            : Optional.of("%d of %d".formatted(mandate.required(), mandate.signatories().size())));
  }

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
      case Matter.Register _, Matter.Standing _ -> Optional.empty();
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
