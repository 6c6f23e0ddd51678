package kz.digitaltenge.node.conversion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// A customer's conversion as it stands.
///
/// @param coreReference of the core banking system's first booking for it
/// @param transaction the ledger's first for it
/// @param backReference of its booking that gave the money back
/// @param backTransaction the ledger's that gave the tokens back
/// @param note what is waited for, or why it was refused
/// @param undoing how what was taken is given back
public record ClientConversion(
    Request request,
    Stage stage,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> coreReference,
    Optional<String> transaction,
    Optional<String> backReference,
    Optional<String> backTransaction,
    Note note,
    Undoing undoing) {
  private static final int ORDER_HEX_DIGITS = 32;

  /// Which way.
  public enum Direction {
    /// Into digital tenge.
    IN,
    /// Out of digital tenge.
    OUT
  }

  /// What is wished for.
  ///
  /// @param name the bank's, 1 to 64 characters of `A-Z a-z 0-9 . _ : -`
  /// @param account the customer's digital account
  /// @param coreAccount the customer's account in the core banking system
  public record Request(
      String name, Direction direction, AccountId account, AccountId coreAccount, Amount amount) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public Request {
      if (!NAME.matcher(name).matches() || !amount.isPositive()) {
        throw new IllegalArgumentException("not a conversion: " + name);
      }
    }
  }

  /// Where it stands. A stage is on disk before what it allows is done.
  public enum Stage {
    /// In: the order to debit the customer may be sent now, and may have been sent.
    DEBIT_ORDERED,
    /// In: the bank has the money; the payment from its stock may be made now, or may have been.
    DEBITED,
    /// In: the payment was refused for good; the order to give the money back may be sent now.
    CREDIT_BACK_OWED,
    /// Out: those who sign for the customer's account are asked; nothing has moved.
    AWAITING_APPROVAL,
    /// Out: the payment to the bank's stock may be made now, and may have been.
    TOKENS_ORDERED,
    /// Out: the bank has the tokens; the order to credit the customer may be sent now.
    TOKENS_TAKEN,
    /// Out: the credit was refused; the tokens may be paid back now.
    TOKENS_BACK_OWED,
    /// The end: the customer has the one for the other.
    CONVERTED,
    /// The end: nothing moved.
    REFUSED,
    /// The end: what was taken was given back.
    RETURNED;

    /// Whether nothing is left to do.
    public boolean isFinal() {
      return switch (this) {
        case CONVERTED, REFUSED, RETURNED -> true;
        case DEBIT_ORDERED,
            DEBITED,
            CREDIT_BACK_OWED,
            AWAITING_APPROVAL,
            TOKENS_ORDERED,
            TOKENS_TAKEN,
            TOKENS_BACK_OWED ->
            false;
      };
    }

    /// Whether what was taken is on its way back.
    boolean isGivingBack() {
      return this == CREDIT_BACK_OWED || this == TOKENS_BACK_OWED;
    }

    static Stage first(Direction direction) {
      return switch (direction) {
        case IN -> DEBIT_ORDERED;
        case OUT -> TOKENS_ORDERED;
      };
    }
  }

  public String name() {
    return request.name();
  }

  /// What the core banking system is asked for first.
  ClientCoreBanking.Order order() {
    return new ClientCoreBanking.Order(
        hashed("convert"),
        switch (request.direction()) {
          case IN -> ClientCoreBanking.Direction.DEBIT;
          case OUT -> ClientCoreBanking.Direction.CREDIT;
        },
        request.coreAccount(),
        request.amount());
  }

  /// What undoes a debit, at the attempt that is under way.
  ClientCoreBanking.Order creditBack() {
    return creditBack(undoing.attempt());
  }

  /// Those of earlier attempts, which were refused and so are never booked.
  List<ClientCoreBanking.Order> refusedCreditBacks() {
    return IntStream.range(1, undoing.attempt()).mapToObj(this::creditBack).toList();
  }

  private ClientCoreBanking.Order creditBack(int attempt) {
    return new ClientCoreBanking.Order(
        // No name has a slash.
        hashed("credit-back", attempt == 1 ? "" : "/" + attempt),
        ClientCoreBanking.Direction.CREDIT,
        undoing.account(),
        request.amount());
  }

  /// The id of the payment between the customer's account and the stock.
  public PaymentId payment() {
    return new PaymentId("client-" + hashed("payment"));
  }

  PaymentId payBack() {
    return new PaymentId("client-back-" + hashed("pay-back"));
  }

  private String hashed(String what) {
    return hashed(what, "");
  }

  private String hashed(String what, String behind) {
    String text = what + "/" + request.name() + behind;
    return Hash.sha256(text.getBytes(US_ASCII)).hex().substring(0, ORDER_HEX_DIGITS);
  }
}
