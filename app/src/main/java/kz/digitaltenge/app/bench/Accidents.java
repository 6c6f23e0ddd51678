package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.Replaceable;
import kz.digitaltenge.app.sandbox.Backstage;
import kz.digitaltenge.ledger.NodeId;

/// Takes parts of a running network away and brings them back, beside a load. A bank and the
/// notary's only member are stopped and started in this process; the database server and its
/// connections are killed.
final class Accidents {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final String MEMBER = "notary-1";
  private static final Executor THREADS = task -> Thread.ofVirtual().name("accident").start(task);

  private final Backstage backstage;
  private final NodeId bank;
  private final Duration outage;

  /// Takes something away and brings it back.
  @FunctionalInterface
  interface Accident {
    void happen() throws InterruptedException;
  }

  /// @param outage from when a part is gone until it is started again
  Accidents(Backstage backstage, NodeId bank, Duration outage) {
    this.backstage = backstage;
    this.bank = bank;
    this.outage = outage;
  }

  /// Which bank is meant.
  NodeId bank() {
    return bank;
  }

  void loseBank() throws InterruptedException {
    Replaceable<BankRole> node = backstage.bank(bank);
    node.stop();
    Thread.sleep(outage);
    node.start();
  }

  void loseMember() throws InterruptedException {
    Replaceable<NotaryRole> member = backstage.member(MEMBER);
    member.stop();
    Thread.sleep(outage);
    member.start();
    member.get().awaitReady(READY);
  }

  void killDatabase() throws InterruptedException {
    backstage.killDatabase();
    Thread.sleep(outage);
    backstage.database().start();
  }

  /// Completes when it has happened, with how long that took until the part served again.
  static CompletableFuture<Duration> after(Duration pause, Accident accident) {
    return CompletableFuture.supplyAsync(() -> happen(pause, accident), THREADS);
  }

  /// What it completes with; a failure is thrown as it is.
  static Duration joined(CompletableFuture<Duration> away) {
    try {
      return away.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Duration happen(Duration pause, Accident accident) {
    try {
      Thread.sleep(pause);
      long begin = System.nanoTime();
      accident.happen();
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.STOPPING, "part", "The benchmark").exception(e);
    }
  }
}
