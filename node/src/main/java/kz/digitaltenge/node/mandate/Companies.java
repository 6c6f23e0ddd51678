package kz.digitaltenge.node.mandate;

import java.util.Optional;
import kz.digitaltenge.node.account.AccountId;

/// What the bank's files say of whose account it is.
@FunctionalInterface
public interface Companies {
  /// Why nobody but its owner can sign for an account; empty for a company's that is not closed.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_ACCOUNT`
  Optional<String> fault(AccountId account);
}
