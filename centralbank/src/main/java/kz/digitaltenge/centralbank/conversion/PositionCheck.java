package kz.digitaltenge.centralbank.conversion;

import java.util.Set;
import kz.digitaltenge.ledger.NodeId;

/// What the supply proofs say of a bank's position, before the bank gets money for digital tenge
/// that it has handed over. Any thread may call; nothing here blocks.
@FunctionalInterface
public interface PositionCheck {
  /// What the newest proof says whose cut comes after a decision in the notary's log. A cut is made
  /// when there is none yet; the same question again hears of it.
  ///
  /// @param position of the decision in the log
  Standing standing(NodeId bank, long position);

  /// How a bank stands.
  ///
  /// @param why what is missing, for people of the central bank: it can tell of any bank
  /// @param named the nodes that it tells of, where that is known
  record Standing(Word word, String why, Set<NodeId> named) {
    public Standing {
      named = Set.copyOf(named);
    }

    public Standing(Word word, String why) {
      this(word, why, Set.of());
    }

    /// The same for a bank, which is told of itself alone.
    String toldTo(NodeId bank) {
      if (named.equals(Set.of(bank))) {
        return why;
      }
      return switch (word) {
        case PROVEN -> "";
        case SILENCE -> "a bank is silent";
        case BROKEN -> "a supply proof is red";
        case AWAITED -> "a supply proof is being made";
      };
    }
  }

  /// A bank's standing in a word.
  enum Word {
    /// Everybody answered, and everything adds up: no bank has passed on more than it got.
    PROVEN,
    /// What was stated adds up, and somebody did not answer, so that a bank may have passed on more
    /// than it stated.
    SILENCE,
    /// Something does not add up.
    BROKEN,
    /// No cut covers the decision yet.
    AWAITED
  }
}
