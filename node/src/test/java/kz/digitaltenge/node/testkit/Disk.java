package kz.digitaltenge.node.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Creation;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.PaymentPage;
import kz.digitaltenge.node.vault.PaymentQuestion;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultEvent;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;

/// A vault as a process has it in one of its lives: each write and read takes a while, and a
/// process that has crashed neither writes nor is answered.
public final class Disk implements Vault {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMillis(8);

  private final Simulation simulation;
  private final Life life;
  private final MemoryVault vault;
  private boolean frozen;
  private boolean secretive;
  private boolean blind;

  Disk(Simulation simulation, Life life, MemoryVault vault) {
    this.simulation = simulation;
    this.life = life;
    this.vault = vault;
  }

  /// From now on nothing reaches the disk, and nobody is told.
  public void freeze() {
    frozen = true;
  }

  /// What waited is written now.
  public void thaw() {
    frozen = false;
    vault.sync(vault.unsynced());
  }

  /// From now on writes reach the disk, and whoever asked for them is told that nobody knows.
  public void hideOutcomes(boolean hidden) {
    secretive = hidden;
  }

  /// From now on questions stay without an answer.
  public void blind(boolean now) {
    blind = now;
  }

  /// From now on every write is refused, with nothing written.
  public void refuse(VaultException.Reason reason) {
    vault.refuse(reason);
  }

  /// Takes writes again.
  public void accept() {
    vault.accept();
  }

  /// All is well again.
  public void recover() {
    hideOutcomes(false);
    blind(false);
    accept();
    thaw();
  }

  @Override
  public CompletableFuture<Void> append(List<VaultRecord> records) {
    if (life.isOver()) {
      return new CompletableFuture<>();
    }
    CompletableFuture<Void> done = vault.append(records);
    var _ = simulation.after(simulation.between(LEAST, MOST), this::sync);
    return secretive ? unknown() : done;
  }

  private static CompletableFuture<Void> unknown() {
    return CompletableFuture.failedFuture(
        new VaultException(VaultException.Reason.OUTCOME_UNKNOWN, "The connection was lost."));
  }

  private void sync() {
    if (!life.isOver() && !frozen) {
      vault.sync(1);
    }
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> transactions(Collection<TransactionId> ids) {
    return read(vault.transactions(ids));
  }

  @Override
  public CompletableFuture<List<Creation>> creations(Collection<TransactionId> ids) {
    return read(vault.creations(ids));
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> attempts(PaymentId payment) {
    return read(vault.attempts(payment));
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> received(NodeId peer, PaymentId payment) {
    return read(vault.received(peer, payment));
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> refunds(TransactionId payment) {
    return read(vault.refunds(payment));
  }

  @Override
  public CompletableFuture<HistoryPage> history(AccountId account, long before, int limit) {
    return read(vault.history(account, before, limit));
  }

  @Override
  public CompletableFuture<PaymentPage> payments(
      PaymentQuestion question, NodeId self, long before, int limit) {
    return read(vault.payments(question, self, before, limit));
  }

  @Override
  public CompletableFuture<List<VaultEvent>> events(long after, int limit) {
    return read(vault.events(after, limit));
  }

  @Override
  public CompletableFuture<Boolean> nextWrite() {
    return vault.nextWrite();
  }

  /// The answer is what was there when the question arrived.
  private <T> CompletableFuture<T> read(CompletableFuture<T> found) {
    var answer = new CompletableFuture<T>();
    var _ =
        simulation.after(
            simulation.between(LEAST, MOST),
            () -> {
              if (!life.isOver() && !blind) {
                answer.complete(found.join());
              }
            });
    return answer;
  }

  @Override
  public VaultScan scan() {
    return vault.scan();
  }

  @Override
  public CompletableFuture<VaultException> failure() {
    return vault.failure();
  }

  @Override
  public void close() {
    vault.close();
  }
}
