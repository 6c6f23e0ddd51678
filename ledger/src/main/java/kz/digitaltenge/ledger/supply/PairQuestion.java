package kz.digitaltenge.ledger.supply;

import java.time.Instant;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// "What have you of this stretch of the log?", asked of one side of a pair.
///
/// @param cut as in [NodeStatement#cut()]
/// @param since the log's time before the stretch, so that nobody reads more than that
/// @param tiyn what it has by its own words so far
public record PairQuestion(Hash cut, Pair pair, Stretch stretch, Instant since, long tiyn) {
  public byte[] encode() {
    return Encoding.encode(this, PairQuestion::writeTo);
  }

  public static PairQuestion decode(byte[] bytes) {
    return Encoding.decode(bytes, PairQuestion::readFrom);
  }

  private void writeTo(CborWriter out) {
    cut.writeTo(out.array(6));
    pair.writeTo(out);
    out.uint(stretch.from()).uint(stretch.until());
    Encoding.instant(out, since);
    out.uint(tiyn);
  }

  private static PairQuestion readFrom(CborReader in) {
    in.arrayOf(6);
    return new PairQuestion(
        Hash.readFrom(in),
        Pair.readFrom(in),
        new Stretch(in.uint(), in.uint()),
        Encoding.instant(in),
        in.uint(Long.MAX_VALUE));
  }
}
