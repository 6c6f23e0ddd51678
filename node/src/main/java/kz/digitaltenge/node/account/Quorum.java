package kz.digitaltenge.node.account;

/// How many of an account's signatories must agree.
///
/// @param required 1 to `seats`
/// @param seats 1 to [#SEATS_MAX]; each signatory has one
public record Quorum(int required, int seats) {
  public static final int SEATS_MAX = 10;

  public Quorum {
    if (seats < 1 || seats > SEATS_MAX || required < 1 || required > seats) {
      throw new IllegalArgumentException("%d of %d cannot agree".formatted(required, seats));
    }
  }
}
