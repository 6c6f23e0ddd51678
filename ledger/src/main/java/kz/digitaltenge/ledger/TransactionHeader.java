package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// What everybody who sees any part of a transaction sees.
///
/// @param networkId hash of the genesis parameters: a transaction of one network means nothing in
///   another
/// @param epoch the network parameters it was made under, from 1; fixes the rule version
/// @param window when it may be notarised
/// @param outputCount 1 to [Transaction#OUTPUTS_MAX]
/// @param tagCount equal to `outputCount`
public record TransactionHeader(
    Hash networkId, int epoch, TimeWindow window, int outputCount, int tagCount) {
  public TransactionHeader {
    if (epoch < 1
        || outputCount < 0
        || outputCount > Transaction.OUTPUTS_MAX
        || tagCount < 0
        || tagCount > Transaction.OUTPUTS_MAX) {
      throw new IllegalArgumentException(
          "header of epoch %d with %d outputs and %d tags".formatted(epoch, outputCount, tagCount));
    }
  }

  public byte[] encode() {
    return Encoding.encode(this, TransactionHeader::writeTo);
  }

  void writeTo(CborWriter out) {
    out.array(5);
    networkId.writeTo(out);
    out.uint(epoch);
    window.writeTo(out);
    out.uint(outputCount).uint(tagCount);
  }

  static TransactionHeader readFrom(CborReader in) {
    in.arrayOf(5);
    Hash networkId = Hash.readFrom(in);
    int epoch = Encoding.positiveInt(in);
    TimeWindow window = TimeWindow.readFrom(in);
    return new TransactionHeader(
        networkId,
        epoch,
        window,
        (int) in.uint(Transaction.OUTPUTS_MAX),
        (int) in.uint(Transaction.OUTPUTS_MAX));
  }
}
