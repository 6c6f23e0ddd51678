package kz.digitaltenge.node.customer;

import java.util.Collection;
import java.util.Optional;

/// Asks whether somebody may be served, before a file is opened and before a payment is signed or
/// taken in, as a port. What answers decides from lists of its own; a failure to answer is an
/// exception, and nothing goes on.
@FunctionalInterface
public interface Screening {
  /// Lets everybody pass.
  Screening NONE = _ -> Optional.empty();

  /// Looks somebody up.
  ///
  /// @param names of all concerned: numbers of accounts, IIN or BIN, phone
  /// @return why it must stop, a code without personal data
  Optional<String> hit(Collection<String> names);
}
