package kz.digitaltenge.api.operator;

/// Whom a payment by alias goes to.
///
/// @param bank that serves the payee
/// @param account where the payment goes: at another bank a number for this payment only
/// @param name as the payee discloses it; may be empty
public record PayeeLine(String payment, String bank, String account, String name) {
  /// Without the name.
  @Override
  public String toString() {
    return "PayeeLine[" + payment + "]";
  }
}
