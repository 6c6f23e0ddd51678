package kz.digitaltenge.ledger;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// Shows that no step of a register was bound to a confirmation before: the way from the root of
/// [UsedConfirmations] to the confirmation's place, in which there is nothing or another one.
///
/// @param siblings what stands beside the way, from the root down
/// @param other the one in its place, if any
public record UnusedProof(List<Hash> siblings, Optional<Hash> other) {
  /// As deep as two different hashes can go the same way.
  private static final int SIBLINGS_MAX = Hash.SIZE_BYTES * Byte.SIZE - 1;

  public UnusedProof {
    siblings = Encoding.atMost(SIBLINGS_MAX, siblings, "siblings");
  }

  /// The root with the confirmation in the set; empty when this does not show that it is not in the
  /// set of the root given.
  public Optional<Hash> rootWith(Hash confirmation, Hash root) {
    Hash found = other.map(UsedConfirmations::leaf).orElse(UsedConfirmations.EMPTY);
    return other.map(each -> isBeside(each, confirmation)).orElse(true)
            && upwards(found, confirmation).equals(root)
        ? Optional.of(upwards(added(confirmation), confirmation))
        : Optional.empty();
  }

  /// Whether it can be what is found at the end of the confirmation's way.
  private boolean isBeside(Hash each, Hash confirmation) {
    return !each.equals(confirmation) && shared(each, confirmation) >= siblings.size();
  }

  private Hash upwards(Hash place, Hash confirmation) {
    Hash now = place;
    for (int depth = siblings.size() - 1; depth >= 0; depth--) {
      now = joined(now, siblings.get(depth), confirmation, depth);
    }
    return now;
  }

  /// What stands in the place afterwards: the confirmation alone, or where its way and the other's
  /// part.
  private Hash added(Hash confirmation) {
    Hash own = UsedConfirmations.leaf(confirmation);
    if (other.isEmpty()) {
      return own;
    }
    int parting = shared(other.get(), confirmation);
    Hash now = joined(own, UsedConfirmations.leaf(other.get()), confirmation, parting);
    for (int depth = parting - 1; depth >= siblings.size(); depth--) {
      now = joined(now, UsedConfirmations.EMPTY, confirmation, depth);
    }
    return now;
  }

  private static Hash joined(Hash own, Hash sibling, Hash confirmation, int depth) {
    return UsedConfirmations.bit(confirmation, depth)
        ? UsedConfirmations.node(sibling, own)
        : UsedConfirmations.node(own, sibling);
  }

  /// How many bits two different ones begin with alike.
  private static int shared(Hash one, Hash other) {
    int depth = 0;
    while (UsedConfirmations.bit(one, depth) == UsedConfirmations.bit(other, depth)) {
      depth++;
    }
    return depth;
  }

  void writeTo(CborWriter out) {
    out.array(2);
    Encoding.list(out, siblings, Hash::writeTo);
    Encoding.optional(out, other, Hash::writeTo);
  }

  static UnusedProof readFrom(CborReader in) {
    in.arrayOf(2);
    return new UnusedProof(
        Encoding.list(in, SIBLINGS_MAX, Hash::readFrom), Encoding.optional(in, Hash::readFrom));
  }
}
