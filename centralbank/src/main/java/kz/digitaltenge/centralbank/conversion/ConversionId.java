package kz.digitaltenge.centralbank.conversion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;

/// A bank's name for a conversion, unique within the bank.
///
/// @param name 1 to 64 characters of `A-Z a-z 0-9 . _ : -`
public record ConversionId(NodeId bank, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int ORDER_HEX_DIGITS = 32;

  public ConversionId {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a conversion's name: " + name);
    }
  }

  /// The id of the order that the core banking system gets for it.
  public String orderId() {
    return hashed(bank.value() + "/" + name);
  }

  /// The id of the order that undoes the first; no name has a second stroke in it.
  ///
  /// @param attempt from 1 on: an order that was refused never will be booked, so the next attempt
  ///   is an order of its own
  public String creditBackId(int attempt) {
    String undone = bank.value() + "/" + name + "/credit-back";
    return hashed(attempt == 1 ? undone : undone + "/" + attempt);
  }

  private static String hashed(String text) {
    return Hash.sha256(text.getBytes(US_ASCII)).hex().substring(0, ORDER_HEX_DIGITS);
  }

  /// The payment by which a bank hands over what is to be redeemed.
  public PaymentId handover() {
    return new PaymentId("redeem-" + orderId());
  }

  /// The payment by which it gets it back.
  public PaymentId giveBack() {
    return new PaymentId("return-" + orderId());
  }

  @Override
  public String toString() {
    return bank + "/" + name;
  }
}
