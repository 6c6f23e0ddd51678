package kz.digitaltenge.node.purse;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Transaction;

/// When tokens are worth tidying up.
///
/// @param mergeFrom an account with so many free tokens of one holding has its smallest merged
/// @param mergeInputsMax tokens in one merge at most
/// @param splitFromWaits an account whose payments had to wait so often since the last look is hot
/// @param splitParts a hot account's largest token is split into so many parts at most
/// @param splitPartMin and no part is worth less
public record HousekeepingPolicy(
    int mergeFrom, int mergeInputsMax, int splitFromWaits, int splitParts, Amount splitPartMin) {
  /// For accounts of people and companies.
  public static final HousekeepingPolicy USUAL =
      new HousekeepingPolicy(32, Transaction.INPUTS_MAX, 8, 16, Amount.ofTenge(1_000));

  /// Refuses what a transaction cannot carry or would change nothing.
  public HousekeepingPolicy {
    if (mergeFrom < 2 || mergeInputsMax < 2 || mergeInputsMax > Transaction.INPUTS_MAX) {
      throw new IllegalArgumentException(
          "A merge takes 2 to " + Transaction.INPUTS_MAX + " tokens");
    }
    if (splitFromWaits < 1 || splitParts < 2 || splitParts > Transaction.OUTPUTS_MAX) {
      throw new IllegalArgumentException(
          "A split gives 2 to " + Transaction.OUTPUTS_MAX + " tokens");
    }
    if (!splitPartMin.isPositive()) {
      throw new IllegalArgumentException("A part is worth something");
    }
  }
}
