package kz.digitaltenge.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a payment says to its payee. Nobody but the two banks has it.
///
/// @param purpose for people, one line of at most 210 characters; may be empty
/// @param reference the payer's own, end to end, such as an invoice's number: 1 to 35 of
///   `A-Za-z0-9/_.-`, or empty; a refund brings it back
/// @param knp the payment purpose code, three digits, or empty
public record Told(String purpose, String reference, String knp) {
  public static final Told NOTHING = new Told("", "", "");

  /// A purpose alone.
  public static Told purpose(String purpose) {
    return new Told(purpose, "", "");
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    put(members, "purpose", purpose);
    put(members, "reference", reference);
    put(members, "knp", knp);
    return members;
  }

  private static void put(Map<String, Object> members, String name, String value) {
    if (!value.isEmpty()) {
      members.put(name, value);
    }
  }
}
