package kz.digitaltenge.api.operator;

/// Somebody who signs for a company, and the key that verifies it.
///
/// @param id as the bank's programs know the person; no personal data
/// @param role what entitles them, such as `DIRECTOR`
/// @param key the person's own public key
public record SignatoryLine(String id, String role, Jwk key) {
  /// A public key as RFC 7517 has it, with the members that tell the key.
  ///
  /// @param curve `Ed25519` or `P-256`
  /// @param x base64url
  /// @param y base64url, empty for `Ed25519`
  public record Jwk(String curve, String x, String y) {}
}
