package kz.digitaltenge.node.vault;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountStore;

/// Keeps accounts in a vault.
public record VaultAccounts(Vault vault) implements AccountStore {
  @Override
  public CompletableFuture<Void> keep(Account account) {
    return vault.append(new VaultRecord.AccountOpened(account));
  }

  @Override
  public void each(Consumer<Account> consumer) {
    try (var scan = vault.scan()) {
      scan.accounts(consumer);
    }
  }
}
