package kz.digitaltenge.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.VaultAccounts;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private final VirtualThreadTasks tasks = new VirtualThreadTasks("test", Duration.ofSeconds(1));
  private final MemoryVault vault = new MemoryVault(MemoryVault.Syncing.AT_ONCE);
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
  private final Accounts accounts = Accounts.load("601", new VaultAccounts(vault), tasks, clock);

  @Test
  void oneReferenceIsOneAccountEvenWhenOpenedByManyAtOnce() {
    var opened = new ArrayList<CompletableFuture<AccountId>>();
    for (int i = 0; i < 50; i++) {
      opened.add(CompletableFuture.supplyAsync(() -> accounts.open("customer-1", "A").id()));
    }

    assertThat(opened.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(accounts.all()).hasSize(1);
  }

  @Test
  void accountsSurviveARestartAndNumbersGoOn() {
    Account first = accounts.open("customer-1", "A");
    Accounts restarted = Accounts.load("601", new VaultAccounts(vault), tasks, clock);
    Account second = restarted.open("customer-2", "B");

    assertThat(restarted.find(first.id())).contains(first);
    assertThat(second.id()).isGreaterThan(first.id());
    assertThat(second.id().bankCode()).isEqualTo("601");
  }

  @Test
  void pagesFollowTheNumbers() {
    for (int i = 0; i < 5; i++) {
      accounts.open("customer-" + i, "");
    }

    var firstPage = accounts.after(Optional.empty(), 3);
    var secondPage = accounts.after(Optional.of(firstPage.getLast().id()), 3);

    assertThat(firstPage).hasSize(3);
    assertThat(secondPage).hasSize(2).doesNotContainAnyElementsOf(firstPage);
  }
}
