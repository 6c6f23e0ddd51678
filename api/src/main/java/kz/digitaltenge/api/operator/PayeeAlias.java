package kz.digitaltenge.api.operator;

/// What a payer knows a payee by, as typed: one of the three, the others empty.
public record PayeeAlias(String phone, String iin, String bin) {
  /// Whether nothing was typed.
  public boolean isEmpty() {
    return phone.isEmpty() && iin.isEmpty() && bin.isEmpty();
  }

  /// Without the values.
  @Override
  public String toString() {
    return "PayeeAlias";
  }
}
