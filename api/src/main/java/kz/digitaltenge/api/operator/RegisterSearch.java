package kz.digitaltenge.api.operator;

/// Which registers are looked for, as people type it; what is empty does not narrow.
///
/// @param account of this bank, that pays
/// @param state as registers have it, such as `PAYING`
/// @param from handed in not before this time, such as `2026-03-02T07:00:00Z`
/// @param until handed in before this time
public record RegisterSearch(String account, String state, String from, String until) {
  /// All of them.
  public static final RegisterSearch ALL = new RegisterSearch("", "", "", "");
}
