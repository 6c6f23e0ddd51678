package kz.digitaltenge.ledger;

import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A bank's order under its node's identity key: it cannot take it back, and nobody else can give
/// it.
public record SignedStockOrder(StockOrder order, SignatureBytes signature) {
  public static final int BYTES_MAX = 4096;

  public static SignedStockOrder sign(StockOrder order, Signer identity) {
    return new SignedStockOrder(order, identity.sign(order.message()));
  }

  /// Whether the bank signed it with the key that the parameters of its epoch name.
  ///
  /// @param parameters those of the order's epoch, if there are any
  public boolean verifies(Optional<NetworkParameters> parameters, SignatureVerifier verifier) {
    return parameters
        .filter(named -> named.epoch() == order.epoch())
        .flatMap(named -> named.participant(order.bank()))
        .filter(bank -> bank.kind() == Participant.Kind.BANK)
        .filter(bank -> verifier.verify(bank.identityKey(), order.message(), signature))
        .isPresent();
  }

  public byte[] encode() {
    return Encoding.encode(this, SignedStockOrder::writeTo);
  }

  /// Reads exactly one, however hostile.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when the bytes are none
  public static SignedStockOrder decode(byte[] bytes) {
    return Encoding.decode(bytes, SignedStockOrder::readFrom);
  }

  public void writeTo(CborWriter out) {
    order.writeTo(out.array(2));
    signature.writeTo(out);
  }

  public static SignedStockOrder readFrom(CborReader in) {
    in.arrayOf(2);
    return new SignedStockOrder(StockOrder.readFrom(in), SignatureBytes.readFrom(in));
  }
}
