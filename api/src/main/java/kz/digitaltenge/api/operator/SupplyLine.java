package kz.digitaltenge.api.operator;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;

/// What the asset's register says.
///
/// @param redemptionAccount where banks send what is to be destroyed
public record SupplyLine(Asset asset, Amount issued, Amount redeemed, String redemptionAccount) {
  public Amount circulating() {
    return issued.minus(redeemed);
  }
}
