package kz.digitaltenge.ledger.supply;

import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// What one side of a pair has of a stretch of the log, under its identity key: the sum of each
/// part of the stretch, or each transaction when they are few.
///
/// @param cut as in [NodeStatement#cut()]
/// @param sums of [Stretch#parts()], in order; none when the transactions are listed
/// @param listed by rising position
public record PairPart(
    Hash networkId,
    NodeId node,
    Hash cut,
    Pair pair,
    Stretch stretch,
    List<Long> sums,
    List<Passed> listed,
    SignatureBytes signature) {
  /// So many transactions are listed one by one.
  public static final int LISTED_MAX = 16;

  public PairPart {
    sums = List.copyOf(sums);
    listed = List.copyOf(listed);
    if (!isShaped(stretch, sums, listed)) {
      throw new IllegalArgumentException("no sums and no list of a stretch of the log");
    }
  }

  private static boolean isShaped(Stretch stretch, List<Long> sums, List<Passed> listed) {
    if (!sums.isEmpty()) {
      return listed.isEmpty() && sums.size() == stretch.parts().size();
    }
    for (int i = 0; i < listed.size(); i++) {
      if (!stretch.has(listed.get(i).position())
          || (i > 0 && listed.get(i - 1).compareTo(listed.get(i)) >= 0)) {
        return false;
      }
    }
    return listed.size() <= LISTED_MAX;
  }

  /// One side's word: a list when it is short, sums otherwise.
  ///
  /// @param passed at least everything of the stretch, by rising position
  public static PairPart sign(
      NodeStatement of, Pair pair, Stretch stretch, List<Passed> passed, Signer identity) {
    List<Passed> here = passed.stream().filter(each -> stretch.has(each.position())).toList();
    boolean few = here.size() <= LISTED_MAX;
    List<Long> sums =
        few ? List.of() : stretch.parts().stream().map(part -> sum(here, part)).toList();
    List<Passed> listed = few ? here : List.of();
    return new PairPart(
        of.networkId(),
        of.node(),
        of.cut(),
        pair,
        stretch,
        sums,
        listed,
        identity.sign(message(of.networkId(), of.node(), of.cut(), pair, stretch, sums, listed)));
  }

  public boolean verifies(PublicKey identity, SignatureVerifier verifier) {
    return verifier.verify(
        identity, message(networkId, node, cut, pair, stretch, sums, listed), signature);
  }

  /// Whether the transactions are listed.
  public boolean isList() {
    return sums.isEmpty();
  }

  /// What this side has of one transaction that it lists at a position, zero when it lists none.
  public long tiyn(long position, TransactionId transaction) {
    return listed.stream()
        .filter(each -> each.position() == position && each.transaction().equals(transaction))
        .mapToLong(Passed::tiyn)
        .sum();
  }

  /// What this side has of the whole stretch; may be beyond what a number can be.
  ///
  /// @throws ArithmeticException then
  long tiyn() {
    long sum = 0;
    for (long each : sums) {
      sum = Math.addExact(sum, each);
    }
    return Math.addExact(sum, sum(listed, stretch));
  }

  /// What this side has of a part, by its number among [Stretch#parts()].
  long part(int number) {
    return isList() ? sum(listed, stretch.parts().get(number)) : sums.get(number);
  }

  private static long sum(List<Passed> passed, Stretch stretch) {
    long sum = 0;
    for (Passed each : passed) {
      sum = stretch.has(each.position()) ? Math.addExact(sum, each.tiyn()) : sum;
    }
    return sum;
  }

  private static byte[] message(
      Hash networkId,
      NodeId node,
      Hash cut,
      Pair pair,
      Stretch stretch,
      List<Long> sums,
      List<Passed> listed) {
    var out = new CborWriter().array(8);
    body(out, networkId, node, cut, pair, stretch, sums, listed);
    return Domain.SUPPLY_PAIR.message(out.toBytes());
  }

  private static void body(
      CborWriter out,
      Hash networkId,
      NodeId node,
      Hash cut,
      Pair pair,
      Stretch stretch,
      List<Long> sums,
      List<Passed> listed) {
    networkId.writeTo(out);
    node.writeTo(out);
    cut.writeTo(out);
    pair.writeTo(out);
    out.uint(stretch.from()).uint(stretch.until());
    Encoding.list(out, sums, (sum, to) -> to.uint(sum));
    Encoding.list(out, listed, Passed::writeTo);
  }

  public byte[] encode() {
    return Encoding.encode(this, PairPart::writeTo);
  }

  public static PairPart decode(byte[] bytes) {
    return Encoding.decode(bytes, PairPart::readFrom);
  }

  public void writeTo(CborWriter out) {
    body(out.array(9), networkId, node, cut, pair, stretch, sums, listed);
    signature.writeTo(out);
  }

  public static PairPart readFrom(CborReader in) {
    in.arrayOf(9);
    return new PairPart(
        Hash.readFrom(in),
        NodeId.readFrom(in),
        Hash.readFrom(in),
        Pair.readFrom(in),
        new Stretch(in.uint(), in.uint()),
        Encoding.list(in, Stretch.PARTS, each -> each.uint(Long.MAX_VALUE)),
        Encoding.list(in, LISTED_MAX, Passed::readFrom),
        SignatureBytes.readFrom(in));
  }
}
