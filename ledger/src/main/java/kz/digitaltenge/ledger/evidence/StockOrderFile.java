package kz.digitaltenge.ledger.evidence;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// A bank's order with everything that a third party needs to see that the bank gave it: the chain
/// of network parameters, which has every key.
///
/// @param chain from the genesis on
public record StockOrderFile(List<SignedParameters> chain, SignedStockOrder order) {
  public static final int SIZE_BYTES_MAX = EvidenceFile.SIZE_BYTES_MAX;

  private static final String NAME = "dt-stock-order";
  private static final int VERSION = 1;

  public StockOrderFile {
    chain = List.copyOf(chain);
    if (chain.isEmpty() || chain.size() > EvidenceFile.CHAIN_MAX) {
      throw new IllegalArgumentException(
          "%d parameters are no chain of 1 to %d".formatted(chain.size(), EvidenceFile.CHAIN_MAX));
    }
  }

  /// The network that it claims to be of.
  public Hash networkId() {
    return chain.getFirst().parameters().hash();
  }

  /// Why it does not prove, to somebody who knows the network's id, that the bank gave the order;
  /// empty when it does.
  public Optional<String> doubt(Hash expected, SignatureVerifier verifier) {
    if (!networkId().equals(expected) || !order.order().networkId().equals(expected)) {
      return Optional.of("it is of another network");
    }
    Optional<NetworkHistory> network = NetworkHistory.of(expected, chain, verifier);
    if (network.isEmpty()) {
      return Optional.of("its network parameters are not a chain signed by the central bank");
    }
    return order.verifies(network.get().at(order.order().epoch()), verifier)
        ? Optional.empty()
        : Optional.of("the signature is not that of the bank's node");
  }

  public byte[] encode() {
    return Encoding.encode(this, StockOrderFile::writeTo);
  }

  /// Reads a file, however hostile.
  ///
  /// @throws MalformedException when the bytes are no such file
  public static StockOrderFile decode(byte[] bytes) {
    if (bytes.length > SIZE_BYTES_MAX) {
      throw new MalformedException(Malformed.TOO_LARGE, 0);
    }
    return Encoding.decode(bytes, StockOrderFile::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(4).text(NAME).uint(VERSION);
    Encoding.list(out, chain, SignedParameters::writeTo);
    order.writeTo(out);
  }

  private static StockOrderFile readFrom(CborReader in) {
    in.arrayOf(4);
    if (!in.text(NAME.length()).equals(NAME) || in.uint(VERSION) != VERSION) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new StockOrderFile(
        Encoding.list(in, EvidenceFile.CHAIN_MAX, SignedParameters::readFrom),
        SignedStockOrder.readFrom(in));
  }
}
