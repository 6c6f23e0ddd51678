package kz.digitaltenge.sdk;

import java.util.Map;

/// Whom to pay.
public sealed interface Payee {
  /// An account at any bank.
  record ByAccount(String number) implements Payee {}

  /// What people know somebody by.
  sealed interface Alias extends Payee {}

  /// `+77` and nine digits.
  record ByPhone(String phone) implements Alias {}

  record ByIin(String iin) implements Alias {}

  record ByBin(String bin) implements Alias {}

  /// How the interface says it.
  default Map<String, Object> member() {
    return switch (this) {
      case ByAccount(String number) -> Json.object("payee", number);
      case ByPhone(String phone) -> Json.object("phone", phone);
      case ByIin(String iin) -> Json.object("iin", iin);
      case ByBin(String bin) -> Json.object("bin", bin);
    };
  }

  /// Who would be paid, as the payee's bank tells it.
  ///
  /// @param id of the payment that it was asked for
  /// @param payee where that payment goes; at another bank a number for it alone
  /// @param name as the payee discloses it; may be empty
  record Found(String id, String bank, String payee, String name) {}
}
