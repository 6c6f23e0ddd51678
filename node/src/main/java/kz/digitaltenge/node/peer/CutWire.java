package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;

/// Bodies of the messages about cuts that are not values of their own.
final class CutWire {
  /// As many as fit in one message.
  private static final int OPENINGS_MAX = 1_024;

  private CutWire() {}

  static byte[] encodeOpenings(List<Opening> openings) {
    return Encoding.encode(openings, (list, out) -> Encoding.list(out, list, Opening::writeTo));
  }

  static List<Opening> openings(byte[] bytes) {
    return Encoding.decode(bytes, in -> Encoding.list(in, OPENINGS_MAX, Opening::readFrom));
  }

  static byte[] encodeHashes(List<SetHash> hashes) {
    return Encoding.encode(hashes, (list, out) -> Encoding.list(out, list, SetHash::writeTo));
  }

  static List<SetHash> hashes(byte[] bytes) {
    return Encoding.decode(bytes, in -> Encoding.list(in, TreeKey.BUCKETS, SetHash::readFrom));
  }

  static byte[] encode(int bucket) {
    return new CborWriter().uint(bucket).toBytes();
  }

  static int bucket(byte[] bytes) {
    return Encoding.decode(bytes, in -> (int) in.uint(TreeKey.BUCKETS - 1));
  }

  static byte[] encode(StateRef reference) {
    return Encoding.encode(reference, StateRef::writeTo);
  }

  static StateRef reference(byte[] bytes) {
    return Encoding.decode(bytes, StateRef::readFrom);
  }

  static byte[] encode(StateProof state) {
    return Encoding.encode(state, StateProof::writeTo);
  }

  static StateProof state(byte[] bytes) {
    return Encoding.decode(bytes, StateProof::readFrom);
  }
}
