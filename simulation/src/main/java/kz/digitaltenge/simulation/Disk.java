package kz.digitaltenge.simulation;

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
final class Disk implements Vault {
  private static final Duration LEAST = Duration.ofMillis(1);

  private final Scheduler scheduler;
  private final Life life;
  private final MemoryVault vault;
  private final Duration most;
  private final Reader reader;
  private boolean frozen;
  private boolean secretive;
  private boolean blind;

  /// Reads what is about to be written.
  @FunctionalInterface
  interface Reader {
    void appending(List<VaultRecord> records, CompletableFuture<Void> done);
  }

  Disk(Scheduler scheduler, Life life, MemoryVault vault, Duration most, Reader reader) {
    this.scheduler = scheduler;
    this.life = life;
    this.vault = vault;
    this.most = most;
    this.reader = reader;
  }

  /// From now on nothing reaches the disk, and nobody is told.
  void freeze() {
    frozen = true;
  }

  /// From now on writes reach the disk, and whoever asked for them is told that nobody knows.
  void hideOutcomes() {
    secretive = true;
  }

  /// From now on questions stay without an answer.
  void blind() {
    blind = true;
  }

  /// From now on every write is refused, with nothing written.
  void refuse(VaultException.Reason reason) {
    vault.refuse(reason);
  }

  /// All is well again, and what waited is written, unless the process that waited is no more.
  void recover() {
    if (life.isOver()) {
      return;
    }
    frozen = false;
    secretive = false;
    blind = false;
    vault.accept();
    vault.sync(vault.unsynced());
  }

  @Override
  public CompletableFuture<Void> append(List<VaultRecord> records) {
    if (life.isOver()) {
      return new CompletableFuture<>();
    }
    CompletableFuture<Void> done = vault.append(records);
    reader.appending(records, done);
    var _ = scheduler.after(delay(), this::sync);
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
        scheduler.after(
            delay(),
            () -> {
              if (!life.isOver() && !blind) {
                answer.complete(found.join());
              }
            });
    return answer;
  }

  private Duration delay() {
    return scheduler.dice().between(LEAST, most);
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
