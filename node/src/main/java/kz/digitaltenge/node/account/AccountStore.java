package kz.digitaltenge.node.account;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where opened accounts are kept for good.
public interface AccountStore {
  /// Keeps an account; completes when it is on disk.
  CompletableFuture<Void> keep(Account account);

  /// Shows all accounts in the order of opening. Blocks.
  void each(Consumer<Account> consumer);
}
