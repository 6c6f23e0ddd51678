package kz.digitaltenge.api.operator;

/// Which standing orders are looked for, as people type it; what is empty does not narrow.
///
/// @param account of this bank, that pays
/// @param state `ACTIVE`, `PAUSED`, `CANCELLED` or `DONE`
public record StandingOrderSearch(String account, String state) {
  /// All of them.
  public static final StandingOrderSearch ALL = new StandingOrderSearch("", "");
}
