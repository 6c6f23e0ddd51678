package kz.digitaltenge.node.request;

/// How much one bank may ask of another bank's customers, so that it leaves room for the others.
///
/// @param undecided requests at once
/// @param undecidedOfPayer of them to one payer
/// @param perDay new ones in a day of UTC
public record AskingLimits(int undecided, int undecidedOfPayer, int perDay) {
  public static final AskingLimits STANDARD = new AskingLimits(10_000, 20, 50_000);
}
