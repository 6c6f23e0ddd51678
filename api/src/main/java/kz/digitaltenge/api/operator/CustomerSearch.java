package kz.digitaltenge.api.operator;

/// Which customers are looked for, as people type it; what is empty does not narrow.
///
/// @param kind `PERSON` or `COMPANY`
/// @param limits their class, `FULL` or `SIMPLIFIED`
/// @param state of their account, such as `FROZEN`
/// @param reference how their reference begins
public record CustomerSearch(String kind, String limits, String state, String reference) {
  /// All of them.
  public static final CustomerSearch ALL = new CustomerSearch("", "", "", "");
}
