package kz.digitaltenge.app.observe;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What monitoring asks a part that may hang, as one does whose database accepts and never answers.
/// Whoever looks waits a moment and no longer; while a part owes its answer it is not asked again,
/// so that questions do not pile up. Any thread may call.
final class Question<T> {
  /// Monitoring itself gives up after some seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Question.class);

  private final String who;
  private final Supplier<T> source;
  private CompletableFuture<Optional<T>> underWay =
      CompletableFuture.completedFuture(Optional.empty());
  private volatile Optional<T> answer = Optional.empty();

  Question(String who, Supplier<T> source) {
    this.who = who;
    this.source = source;
  }

  /// Asks all at once, and completes when all have answered or a moment has passed. Until the next
  /// time each has its [#answer()].
  static CompletableFuture<Void> askAll(Collection<? extends Question<?>> all) {
    return CompletableFuture.allOf(
        all.stream().map(Question::ask).toArray(CompletableFuture<?>[]::new));
  }

  /// What was answered when it was last asked; empty when nothing was, or not soon enough.
  Optional<T> answer() {
    return answer;
  }

  private CompletableFuture<Void> ask() {
    return begun()
        .copy()
        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(said -> answer = said);
  }

  private synchronized CompletableFuture<Optional<T>> begun() {
    if (underWay.isDone()) {
      var asking = new CompletableFuture<Optional<T>>();
      underWay = asking;
      Thread.ofVirtual().name("asking " + who).start(() -> asking.complete(asked()));
    }
    return underWay;
  }

  private Optional<T> asked() {
    try {
      return Optional.of(source.get());
    } catch (RuntimeException e) {
      LOG.debug("{} does not answer", who, e);
      return Optional.empty();
    }
  }
}
