package kz.digitaltenge.node.account;

import java.time.Instant;

/// An account of a customer, or of the node itself. Its owner is in no payment: only the opener
/// knows what the reference stands for.
///
/// @param reference the customer as the opener knows it, 1 to [#REFERENCE_LENGTH_MAX] characters;
///   one account a reference
/// @param name what people call it, at most [#NAME_LENGTH_MAX] characters
public record Account(AccountId id, String reference, String name, Instant openedAt) {
  /// Characters of a reference at most.
  public static final int REFERENCE_LENGTH_MAX = 64;

  /// Characters of a name at most.
  public static final int NAME_LENGTH_MAX = 140;

  /// Refuses texts that are too long, and an empty reference.
  public Account {
    if (reference.isEmpty() || reference.length() > REFERENCE_LENGTH_MAX) {
      throw new IllegalArgumentException("A reference of " + reference.length() + " characters");
    }
    if (name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("A name of " + name.length() + " characters");
    }
  }

  /// Without the name: accounts turn up in logs, people's names must not.
  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
