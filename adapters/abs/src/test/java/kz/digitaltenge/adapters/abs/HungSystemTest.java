package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core banking system that takes questions and answers none of them in time.
class HungSystemTest {
  private static final Duration HANGS = Duration.ofSeconds(8);

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private CoreFixture fixture;

  @BeforeEach
  void start() {
    fixture = new CoreFixture(folder);
    fixture.faults.delay(HANGS);
  }

  @AfterEach
  void stop() {
    fixture.close();
    threads.close();
  }

  @Test
  void whoeverWaitsBehindAQuestionIsToldAsSoonAsTheirPatienceEnds() {
    try (IsoCoreBanking abs = fixture.adapter(Duration.ofMillis(700))) {
      List<CompletableFuture<Optional<ErrorCode>>> asked =
          IntStream.range(0, 6).mapToObj(i -> asked(abs, "W" + i)).toList();

      assertThat(asked.stream().map(CompletableFuture::join).map(Optional::orElseThrow))
          .as("those that were never sent, beside the one that was and perhaps the next")
          .filteredOn(ErrorCode.PEER_UNAVAILABLE::equals)
          .hasSizeGreaterThanOrEqualTo(4);
      assertThat(abs.trouble().map(Problem::code))
          .as("of those that were sent")
          .contains(ErrorCode.PEER_SILENT);
    }
  }

  @Test
  void onlySoManyWaitAndWhoIsOneTooManyIsRefused() throws InterruptedException {
    int more = 5;
    var refused = new CountDownLatch(1);
    try (IsoCoreBanking abs = fixture.adapter(Duration.ofSeconds(20))) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, Caller.WAITING_MAX + 1 + more)
              .mapToObj(
                  i ->
                      asked(abs, "F" + i)
                          .thenAccept(
                              code ->
                                  code.filter(ErrorCode.OVERLOADED::equals)
                                      .ifPresent(_ -> refused.countDown())))
              .toList();

      assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
      // Whoever still waits finds nobody there.
      fixture.stop();
      all.forEach(CompletableFuture::join);
    }
  }

  /// Why there was no answer; empty when there was one.
  private CompletableFuture<Optional<ErrorCode>> asked(IsoCoreBanking abs, String id) {
    var order = new CoreOrder(id, Direction.DEBIT, HALYK, Amount.ofTenge(1));
    return CompletableFuture.supplyAsync(
        () ->
            abs.settle(order) instanceof CoreAnswer.Unknown(var problem)
                ? Optional.of(problem.code())
                : Optional.empty(),
        threads);
  }
}
