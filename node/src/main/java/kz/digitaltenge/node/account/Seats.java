package kz.digitaltenge.node.account;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.crypto.Signer;

/// The one-time keys of accounts that several people sign for.
///
/// Under each label an account has a key for each seat beside the one for itself. A key belongs to
/// the seat and not to who sits on it: whoever is replaced leaves tokens that the successor can
/// sign for, and a vault restored from an old backup finds the keys without knowing the people.
public final class Seats {
  private Seats() {}

  /// What so many seats receive under.
  public static Condition condition(
      KeyRing keys, AccountId account, KeyLabel label, Quorum quorum) {
    return new Condition.AtLeast(
        quorum.required(),
        IntStream.range(0, quorum.seats())
            .<Condition>mapToObj(
                seat -> new Condition.Signed(keys.address(account, label(label, seat))))
            .toList());
  }

  /// Whether the account receives, or could have received, under this condition and label.
  public static boolean isOf(KeyRing keys, AccountId account, KeyLabel label, Condition condition) {
    return switch (condition) {
      case Condition.Signed signed -> signed.key().equals(keys.address(account, label));
      case Condition.AtLeast some ->
          some.parts().size() <= Quorum.SEATS_MAX
              && some.equals(condition(keys, account, label, quorum(some)));
      case Condition.All _,
          Condition.Any _,
          Condition.After _,
          Condition.Before _,
          Condition.Preimage _ ->
          false;
    };
  }

  public static Quorum quorum(Condition.AtLeast condition) {
    return new Quorum(condition.count(), condition.parts().size());
  }

  /// Signs for seats of a condition that [#condition] gave.
  public static List<Signer> signers(
      KeyRing keys,
      AccountId account,
      KeyLabel label,
      Condition.AtLeast condition,
      Set<Integer> seats) {
    return seats.stream()
        .map(seat -> signer(keys, account, label(label, seat), condition.parts().get(seat)))
        .toList();
  }

  private static Signer signer(KeyRing keys, AccountId account, KeyLabel label, Condition part) {
    return part instanceof Condition.Signed signed
        ? keys.signer(account, label, signed.key())
        : keys.signer(account, label, keys.address(account, label));
  }

  private static KeyLabel label(KeyLabel label, int seat) {
    return KeyLabel.of("seat", Integer.toString(seat), label.toString());
  }
}
