package kz.digitaltenge.api.operator;

/// Which payments are looked for, as people type it; what is empty does not narrow.
///
/// @param account of this bank
/// @param direction `IN` or `OUT`, as the account saw it
/// @param state `FINAL`, `VOID` or `NEVER`; those that are `PENDING` are asked for by themselves
/// @param from not before this time, such as `2026-03-02T07:00:00Z`
/// @param until before this time
/// @param bank that the other side is at, by its identifier
/// @param least the smallest sum
/// @param most the largest sum
public record PaymentSearch(
    String account,
    String direction,
    String state,
    String from,
    String until,
    String bank,
    String least,
    String most) {
  /// All of them.
  public static final PaymentSearch ALL = new PaymentSearch("", "", "", "", "", "", "", "");
}
