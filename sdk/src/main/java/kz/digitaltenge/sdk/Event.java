package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Something that happened on an account of the bank, for good.
///
/// @param id its position: later events of an account have larger ones; with the bank it names the
///   event
/// @param payment with what follows it, of a payment; with currency and amount only, of one that
///   waits for signatories
/// @param refundOf the transaction that the payment gives back, of a refund
/// @param purpose what the payer told the payee
/// @param reference the payer's, end to end; of a refund that of the first payment
/// @param knp the payment purpose code
/// @param request the id at this bank, of a request to pay, with currency and amount
/// @param register the id, of a register; when it is done, with what was paid of it
/// @param standingOrder the id, of a standing order, with what falls due each time
/// @param conversion the id, of a customer's conversion or of one of the bank's stock
/// @param evidence of a change of an account's state, where the gateway keeps the signed request
/// @param limit of a sum that comes into force: class, kind and first day, colons between
/// @param mandate the version that an account is under from now on, or that ends all
/// @param order the number of the central bank's order, of blocks and halts
/// @param detail of a conversion its direction or kind, of a mandate how many must sign of how
///   many, of a block or a halt its operations and until when, of the end of one `time` when it
///   ended by itself
/// @param number of what fell due of the standing order, counted from 0
/// @param code of the error that something was refused with
/// @param kindName the kind as the gateway says it, also one that this SDK does not know
public record Event(
    long id,
    Kind kind,
    String account,
    Instant at,
    Optional<String> payment,
    Optional<String> transaction,
    Optional<String> currency,
    Optional<BigDecimal> amount,
    Optional<String> counterparty,
    Optional<String> mark,
    Optional<String> refundOf,
    Optional<String> request,
    Optional<String> register,
    Optional<String> standingOrder,
    Optional<Integer> number,
    Optional<String> code,
    Optional<String> conversion,
    Optional<String> evidence,
    Optional<String> limit,
    Optional<String> mandate,
    Optional<String> order,
    Optional<String> detail,
    Optional<String> purpose,
    Optional<String> reference,
    Optional<String> knp,
    String kindName) {
  /// What a gateway tells.
  record Told(
      long id,
      String kind,
      String account,
      Instant at,
      Optional<String> payment,
      Optional<String> transaction,
      Optional<String> currency,
      Optional<BigDecimal> amount,
      Optional<String> counterparty,
      Optional<String> mark,
      Optional<String> refundOf,
      Optional<String> request,
      Optional<String> register,
      Optional<String> standingOrder,
      Optional<Integer> number,
      Optional<String> code,
      Optional<String> conversion,
      Optional<String> evidence,
      Optional<String> limit,
      Optional<String> mandate,
      Optional<String> order,
      Optional<String> detail,
      Optional<String> purpose,
      Optional<String> reference,
      Optional<String> knp) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Event of(Told told) {
    return new Event(
        told.id(),
        Kind.named(told.kind()),
        told.account(),
        told.at(),
        told.payment(),
        told.transaction(),
        told.currency(),
        told.amount(),
        told.counterparty(),
        told.mark(),
        told.refundOf(),
        told.request(),
        told.register(),
        told.standingOrder(),
        told.number(),
        told.code(),
        told.conversion(),
        told.evidence(),
        told.limit(),
        told.mandate(),
        told.order(),
        told.detail(),
        told.purpose(),
        told.reference(),
        told.knp(),
        told.kind());
  }

  public enum Kind {
    ACCOUNT_OPENED,
    PAYMENT_RECEIVED,
    PAYMENT_SENT,
    PAYMENT_VOID,
    PAYMENT_NEVER,
    REQUEST_RECEIVED,
    REQUEST_SENT,
    REQUEST_REOPENED,
    REQUEST_PAID,
    REQUEST_REFUSED,
    REQUEST_CANCELLED,
    REQUEST_EXPIRED,
    REGISTER_DONE,
    REGISTER_REFUSED,
    STANDING_PAYMENT_DELAYED,
    STANDING_PAYMENT_LATE,
    STANDING_PAYMENT_FAILED,
    STANDING_PAYMENT_MISSED,
    STANDING_ORDER_DONE,
    STANDING_ORDER_CANCELLED,
    PAYMENT_AWAITING_APPROVAL,
    PAYMENT_APPROVED,
    PAYMENT_REFUSED,
    PAYMENT_WITHDRAWN,
    PAYMENT_EXPIRED,
    CONVERSION_DONE,
    CONVERSION_FAILED,
    CONVERSION_GIVEN_BACK,
    STOCK_CONVERSION_ASKED,
    STOCK_CONVERSION_DONE,
    STOCK_CONVERSION_REFUSED,
    ACCOUNT_SUSPENDED,
    ACCOUNT_FROZEN,
    ACCOUNT_REOPENED,
    ACCOUNT_CLOSED,
    LIMITS_CHANGED,
    MANDATE_SET,
    MANDATE_ENDED,
    BANK_BLOCKED,
    BANK_BLOCK_LIFTED,
    NETWORK_HALTED,
    NETWORK_RESUMED,
    /// One that this SDK does not know, [Event#kindName()] has its name: pass over it.
    @JsonEnumDefaultValue
    UNKNOWN;

    private static Kind named(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().equals(name))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }
}
