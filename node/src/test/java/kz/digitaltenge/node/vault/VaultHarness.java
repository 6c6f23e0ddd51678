package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.Facts.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Opens a vault for each test, and asks it short questions.
abstract class VaultHarness {
  static final long SEED = 20_261_120;

  final Facts facts = new Facts(new Random(SEED));
  Vault vault = new MemoryVault(MemoryVault.Syncing.AT_ONCE);

  /// Opens the test's vault, empty the first time.
  abstract Vault open();

  /// Opens it again after a clean stop.
  abstract Vault reopen(Vault stopped);

  @BeforeEach
  void openVault() {
    vault = open();
  }

  @AfterEach
  void closeVault() {
    vault.close();
  }

  void write(VaultRecord... records) {
    write(List.of(records));
  }

  void write(List<VaultRecord> records) {
    done(vault.append(records));
  }

  List<OwnState> live() {
    return scanned(VaultScan::liveStates);
  }

  List<KnownTransaction> unresolved() {
    return scanned(VaultScan::unresolved);
  }

  List<HistoryPage.Line> history(int account) {
    return done(vault.history(account(account), HistoryPage.NEWEST, 100)).lines();
  }

  /// A part of a scan.
  @FunctionalInterface
  interface Part<T> {
    void of(VaultScan scan, Consumer<T> consumer);
  }

  <T> List<T> scanned(Part<T> part) {
    var all = new ArrayList<T>();
    try (var scan = vault.scan()) {
      part.of(scan, all::add);
    }
    return all;
  }

  static void refused(VaultException.Reason reason, ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            VaultException.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  static <T> T done(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VaultException refusal) {
        throw refusal;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
