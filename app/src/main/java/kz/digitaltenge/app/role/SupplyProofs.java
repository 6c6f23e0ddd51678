package kz.digitaltenge.app.role;

/// When the central bank proves the supply.
public enum SupplyProofs {
  /// By itself once a minute, and whenever somebody asks.
  EACH_MINUTE,
  /// Only when somebody asks: for measuring what a proof costs.
  ON_DEMAND
}
