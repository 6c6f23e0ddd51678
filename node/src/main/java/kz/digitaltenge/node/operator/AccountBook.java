package kz.digitaltenge.node.operator;

import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;

/// The accounts of a node, as its operators use them.
public interface AccountBook {
  /// Opens an account; the same reference and name again give the same account.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `ACCOUNT_EXISTS`
  Account open(String reference, String name);

  Optional<Account> find(AccountId id);

  /// Every account in the order of opening.
  void forEach(Consumer<Account> reader);
}
