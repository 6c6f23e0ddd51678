package kz.digitaltenge.ledger;

import java.time.Instant;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// The transparency log at a size: what members sign.
///
/// @param epoch the notary's parameters, which list the members
/// @param size leaves in the log
/// @param root RFC 9162 root over them
/// @param logTime the log's time when it had this size
public record LogHead(Hash networkId, int epoch, long size, Hash root, Instant logTime) {
  public LogHead {
    Encoding.wholeMillis(logTime);
    if (size < 0 || epoch < 1) {
      throw new IllegalArgumentException("a head of size %d in epoch %d".formatted(size, epoch));
    }
  }

  /// The bytes that a member signs.
  public byte[] message() {
    return Domain.HEAD.message(Encoding.encode(this, LogHead::writeTo));
  }

  public void writeTo(CborWriter out) {
    out.array(5);
    networkId.writeTo(out);
    out.uint(epoch).uint(size);
    root.writeTo(out);
    Encoding.instant(out, logTime);
  }

  public static LogHead readFrom(CborReader in) {
    in.arrayOf(5);
    return new LogHead(
        Hash.readFrom(in),
        Encoding.positiveInt(in),
        in.uint(),
        Hash.readFrom(in),
        Encoding.instant(in));
  }
}
