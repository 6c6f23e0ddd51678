package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// The confirmations that steps of an issuance register were bound to, of which each counts once.
///
/// How it works: a binary tree in which a confirmation goes left at each bit 0 and right at each
/// bit 1, the first bit first, and in which a place that holds only one is that one's leaf. The
/// register keeps the root alone; who takes a step shows the way to the confirmation's place
/// ([UnusedProof]), and that it is free. The root follows from the set, however it came about.
///
/// Immutable. A proof hashes the whole set: steps of a register are few.
public final class UsedConfirmations {
  static final Hash EMPTY = Domain.USED_EMPTY.hash();

  /// Before the first step.
  public static final UsedConfirmations NONE = new UsedConfirmations(List.of());

  private static final int BITS_A_BYTE = 8;

  /// In order, each once.
  private final List<Hash> used;

  private UsedConfirmations(List<Hash> used) {
    this.used = used;
  }

  public static UsedConfirmations of(Collection<Hash> confirmations) {
    return new UsedConfirmations(List.copyOf(new TreeSet<>(confirmations)));
  }

  /// The same and one more.
  public UsedConfirmations with(Hash confirmation) {
    return with(List.of(confirmation));
  }

  /// The same and more.
  public UsedConfirmations with(Collection<Hash> confirmations) {
    var more = new ArrayList<>(used);
    more.addAll(confirmations);
    return of(more);
  }

  public Hash root() {
    return root(used, 0);
  }

  /// Shows that the confirmation is not among them; empty when it is.
  public Optional<UnusedProof> proveUnused(Hash confirmation) {
    if (used.contains(confirmation)) {
      return Optional.empty();
    }
    var siblings = new ArrayList<Hash>();
    List<Hash> here = used;
    while (here.size() > 1) {
      int depth = siblings.size();
      boolean right = bit(confirmation, depth);
      siblings.add(root(side(here, depth, !right), depth + 1));
      here = side(here, depth, right);
    }
    return Optional.of(new UnusedProof(siblings, here.stream().findFirst()));
  }

  private static Hash root(List<Hash> set, int depth) {
    return switch (set.size()) {
      case 0 -> EMPTY;
      case 1 -> leaf(set.getFirst());
      default ->
          node(root(side(set, depth, false), depth + 1), root(side(set, depth, true), depth + 1));
    };
  }

  private static List<Hash> side(List<Hash> set, int depth, boolean right) {
    return set.stream().filter(each -> bit(each, depth) == right).toList();
  }

  static Hash leaf(Hash confirmation) {
    return Domain.USED_LEAF.hash(confirmation.trusted());
  }

  static Hash node(Hash left, Hash right) {
    return Domain.USED_NODE.hash(left.trusted(), right.trusted());
  }

  static boolean bit(Hash confirmation, int depth) {
    int octet = confirmation.trusted()[depth / BITS_A_BYTE];
    return (octet >> (BITS_A_BYTE - 1 - depth % BITS_A_BYTE) & 1) == 1;
  }
}
