package kz.digitaltenge.ledger;

import java.time.Instant;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// A bank's order to the central bank to convert between money on its correspondent account and
/// digital tenge in its stock (S03, S13).
///
/// @param epoch of the parameters that name the key which it is signed with
/// @param name the bank's name for the conversion; one conversion a name
/// @param amount more than zero
/// @param at when it was signed, by the bank's clock, in whole milliseconds
public record StockOrder(
    Hash networkId,
    int epoch,
    NodeId bank,
    PaymentId name,
    Kind kind,
    Asset asset,
    Amount amount,
    Instant at) {
  /// Which way.
  public enum Kind {
    /// The bank is debited and has digital tenge for it.
    ISSUANCE(1),
    /// The bank gives digital tenge and is credited.
    REDEMPTION(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public StockOrder {
    if (epoch < 1 || !amount.isPositive()) {
      throw new IllegalArgumentException("no order: epoch %d, %s".formatted(epoch, amount));
    }
    at = Encoding.wholeMillis(at);
  }

  /// What the bank's node signs.
  public byte[] message() {
    return Domain.STOCK_ORDER.message(Encoding.encode(this, StockOrder::writeTo));
  }

  public void writeTo(CborWriter out) {
    out.array(8);
    networkId.writeTo(out);
    out.uint(epoch);
    bank.writeTo(out);
    name.writeTo(out);
    out.uint(kind.code());
    asset.writeTo(out);
    out.uint(amount.tiyn());
    Encoding.instant(out, at);
  }

  public static StockOrder readFrom(CborReader in) {
    in.arrayOf(8);
    return new StockOrder(
        Hash.readFrom(in),
        Encoding.positiveInt(in),
        NodeId.readFrom(in),
        PaymentId.readFrom(in),
        Encoding.constant(in, Kind.values(), Kind::code),
        Asset.readFrom(in),
        new Amount(in.uint(Amount.MAX_TIYN)),
        Encoding.instant(in));
  }
}
