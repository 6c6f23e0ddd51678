package kz.digitaltenge.gateway;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.Remittance;

/// The members of an order that say what its payees are told, and of what is shown of it.
final class ToldFields {
  private static final String REFERENCE = "reference";
  private static final String KNP = "knp";
  private static final Set<String> ALL = Set.of(PaymentMethods.PURPOSE, REFERENCE, KNP);

  private ToldFields() {}

  /// These members and the others of an order.
  static Set<String> and(String... others) {
    return Stream.concat(ALL.stream(), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
  }

  /// @throws PlatformException `MALFORMED_REQUEST` that names the member
  static Remittance of(BodyFields fields) {
    return Remittance.of(
        fields.optional(PaymentMethods.PURPOSE).orElse(""),
        fields.optional(REFERENCE).orElse(""),
        fields.optional(KNP).orElse(""));
  }

  /// Shows what there is of it.
  static void put(Map<String, Object> shown, Remittance remittance) {
    CustomerMethods.put(shown, PaymentMethods.PURPOSE, remittance.purpose());
    CustomerMethods.put(shown, REFERENCE, remittance.reference());
    CustomerMethods.put(shown, KNP, remittance.knp());
  }
}
