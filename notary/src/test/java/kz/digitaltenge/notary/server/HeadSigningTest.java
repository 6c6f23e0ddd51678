package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.crypto.Hash;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heads are signed in order, after their entries were verified, and not at all after one that did
/// not hold.
class HeadSigningTest {

  private static final Instant NOW = Instant.parse("2026-01-05T04:00:00Z");

  @TempDir Path folder;
  private final List<Long> signed = new CopyOnWriteArrayList<>();
  private final List<Long> verified = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private TestCluster cluster;
  private LogTimeWatch time;
  private HeadSigning signing;
  private volatile long newest;

  @BeforeEach
  void start() {
    cluster = new TestCluster(folder, 1).with(clock::get);
    time =
        new LogTimeWatch(
            clock::get,
            Duration.ofSeconds(5),
            index -> index == newest,
            () -> Optional.of("notary-2"));
    signing =
        new HeadSigning(
            cluster.config("notary-1"),
            time,
            head -> signed.add(head.head().size()),
            verified::add,
            _ -> true,
            failures::add);
    signing.start();
  }

  @AfterEach
  void stop() {
    signing.close();
    cluster.close();
  }

  @Test
  void anEntryVerifiedLateHoldsUpTheHeadsAfterIt() throws InterruptedException {
    CompletableFuture<Optional<String>> late = new CompletableFuture<>();
    signing.toReview(Optional.of(head(1)), 1, late::join);
    signing.verified(head(2), 2);
    Awaitility.await()
        .during(Duration.ofMillis(100))
        .until(() -> signed.isEmpty() && verified.isEmpty());
    late.complete(Optional.empty());
    Awaitility.await().until(() -> signed.equals(List.of(1L, 2L)));
    assertThat(verified).containsExactly(1L, 2L);
  }

  @Test
  void afterAnEntryThatDoesNotHoldNothingIsSigned() throws InterruptedException {
    signing.verified(head(1), 1);
    signing.toReview(
        Optional.of(head(2)), 2, () -> Optional.of("Transaction X lacks a signature."));
    signing.verified(head(3), 3);
    Awaitility.await().until(() -> signing.alarm().isPresent());
    Awaitility.await().during(Duration.ofMillis(100)).until(() -> signed.equals(List.of(1L)));
    assertThat(signing.alarm()).hasValue("Transaction X lacks a signature.");
  }

  @Test
  void aReviewThatBreaksDownDoesNotGoUnnoticed() throws InterruptedException {
    signing.toReview(
        Optional.of(head(1)),
        1,
        () -> {
          throw new IllegalStateException("the state is closed");
        });
    Awaitility.await().until(() -> failures.size() == 1);
    assertThat(signed).isEmpty();
  }

  @Test
  void aHeadThatIsNotOfNowIsPassedOverAndTheNextIsSigned() throws InterruptedException {
    signing.verified(head(1, NOW.plus(Duration.ofDays(1))), 1);
    signing.verified(head(2, NOW.minus(Duration.ofDays(1))), 2);
    signing.verified(head(3, NOW.plusSeconds(4)), 3);
    signing.verified(head(4, NOW.minusSeconds(4)), 4);
    Awaitility.await().until(() -> verified.equals(List.of(1L, 2L, 3L, 4L)));
    Awaitility.await().until(() -> signed.equals(List.of(3L, 4L)));
  }

  @Test
  void aLeaderWhoseTimeIsOffAgainAndAgainIsNamedUntilItIsRight() throws InterruptedException {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    newest = 9;
    for (long index = 1; index <= 8; index++) {
      signing.verified(head(index, yesterday), index);
    }
    Awaitility.await().until(() -> verified.size() == 8);
    assertThat(time.suspicion()).as("it caught up in good faith").isEmpty();
    for (long index = 9; index <= 11; index++) {
      newest = index;
      signing.verified(head(9, yesterday), index);
      long last = index;
      Awaitility.await().until(() -> verified.getLast() == last);
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(time.suspicion())
                    .hasValueSatisfying(
                        said ->
                            assertThat(said)
                                .startsWith("notary-2 leads with log time 2026-01-04T04:00:00Z")
                                .contains("86400 s behind", "size 9")));
    assertThat(signed).isEmpty();
    signing.verified(head(10, NOW), 12);
    Awaitility.await().until(() -> signed.equals(List.of(10L)));
    assertThat(time.suspicion()).isEmpty();
  }

  private static LogHead head(long size) {
    return head(size, NOW);
  }

  private static LogHead head(long size, Instant time) {
    return new LogHead(Hash.sha256(), 1, size, Hash.sha256(), time);
  }
}
