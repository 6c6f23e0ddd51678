package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a new leader's clock may become log time: a majority of the members, this one included,
/// must have the same time. It is asked once a lead; afterwards [LeaderClock] watches for jumps.
///
/// Nothing is proposed before, because log time never goes back: one entry a day ahead would stop
/// the notary for a day.
final class ClockAgreement {

  private static final Logger LOG = LoggerFactory.getLogger(ClockAgreement.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final MemberConfig config;
  private final MemberLinks links;
  private final BooleanSupplier leads;
  private final Runnable agreed;
  private final Runnable disagreed;
  private final AtomicLong lead = new AtomicLong();
  private volatile long agreedLead = -1;

  /// @param agreed run when the lead may be used
  /// @param disagreed run when the others have another time
  ClockAgreement(
      MemberConfig config,
      MemberLinks links,
      BooleanSupplier leads,
      Runnable agreed,
      Runnable disagreed) {
    this.config = config;
    this.links = links;
    this.leads = leads;
    this.agreed = agreed;
    this.disagreed = disagreed;
  }

  boolean holds() {
    return agreedLead == lead.get();
  }

  /// This member leads no more.
  void end() {
    lead.incrementAndGet();
  }

  /// Asks the others, again and again while this member leads and too few answer.
  void seek() {
    seek(lead.get());
  }

  private void seek(long asking) {
    List<CompletableFuture<Optional<Instant>>> clocks = links.askClocks();
    var _ =
        CompletableFuture.allOf(clocks.toArray(CompletableFuture[]::new))
            .completeOnTimeout(null, ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(() -> judge(clocks, asking));
  }

  private void judge(List<CompletableFuture<Optional<Instant>>> clocks, long asking) {
    Instant now = config.clock().instant();
    List<Instant> told =
        clocks.stream().flatMap(each -> each.getNow(Optional.empty()).stream()).toList();
    long same = told.stream().filter(other -> isNear(other, now)).count();
    if (1 + same > (clocks.size() + 1) / 2) {
      agreedLead = asking;
      agreed.run();
      return;
    }
    if (told.size() > 2 * same) {
      LOG.error(
          "The clock of {} says {}, but other members say {}; it proposes nothing. Set it right.",
          config.name(),
          now,
          told);
      disagreed.run();
    }
    if (leads.getAsBoolean() && asking == lead.get()) {
      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> seek(asking));
    }
  }

  private boolean isNear(Instant other, Instant now) {
    return Duration.between(other, now).abs().compareTo(config.tuning().clockTolerance()) <= 0;
  }
}
