package kz.digitaltenge.node.mandate;

/// Somebody who signs for a company.
///
/// @param id as the bank knows the person
record Signatory(String id, Role role, SignatoryKey key) {
  /// What entitles them.
  enum Role {
    DIRECTOR,
    ACCOUNTANT,
    /// By a power of attorney.
    ATTORNEY
  }
}
