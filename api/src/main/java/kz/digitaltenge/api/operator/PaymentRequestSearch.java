package kz.digitaltenge.api.operator;

/// Which requests to pay are looked for, as people type it; what is empty does not narrow.
///
/// @param side `PAYEE` for what customers here ask for, `PAYER` for what they are asked for
/// @param account of this bank, on that side
/// @param state as requests have it now, such as `OPEN`
/// @param from made not before this time, such as `2026-03-02T07:00:00Z`
/// @param until made before this time
public record PaymentRequestSearch(
    String side, String account, String state, String from, String until) {
  /// All of them.
  public static final PaymentRequestSearch ALL = new PaymentRequestSearch("", "", "", "", "");
}
