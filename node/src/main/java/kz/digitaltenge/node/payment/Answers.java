package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;

/// Answers of other nodes that were asked side by side.
final class Answers {
  private static final int REFUSED = 0;
  private static final int FAILED = 1;
  private static final int GIVEN = 2;
  private static final int SILENT = 3;

  private Answers() {}

  /// Says what one of them answered, or throws what it failed with.
  @FunctionalInterface
  interface Reading<T, R> {
    R read(int number, CompletableFuture<T> answer);
  }

  /// Waits for all of them, or for the first that fails, and reads them. A refusal for good is read
  /// before other failures, and silence last: whoever asks again after it would hear the refusal.
  ///
  /// @param timeout of all together
  static <T, R> List<R> read(
      Tasks tasks, Duration timeout, List<CompletableFuture<T>> answers, Reading<T, R> reading) {
    if (answers.isEmpty()) {
      return List.of();
    }
    if (answers.size() == 1) {
      return List.of(reading.read(0, answers.getFirst()));
    }
    List<CompletableFuture<T>> ended = ended(tasks, timeout, answers);
    List<Integer> ranks = ended.stream().map(Answers::rank).toList();
    var read = new TreeMap<Integer, R>();
    IntStream.range(0, ended.size())
        .boxed()
        .sorted(Comparator.comparing(ranks::get))
        .forEach(i -> read.put(i, reading.read(i, ended.get(i))));
    return List.copyOf(read.values());
  }

  /// The same, where silence in the end is a failure.
  private static <T> List<CompletableFuture<T>> ended(
      Tasks tasks, Duration timeout, List<CompletableFuture<T>> answers) {
    var enough = new CompletableFuture<Boolean>();
    for (CompletableFuture<T> answer : answers) {
      var _ =
          answer.whenComplete(
              (_, e) -> {
                if (e != null) {
                  enough.complete(false);
                }
              });
    }
    var _ =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
            .whenComplete((_, _) -> enough.complete(true));
    try {
      var _ = tasks.await(enough, timeout);
      return answers;
    } catch (OutcomeUnknownException silence) {
      return answers.stream()
          .map(answer -> answer.isDone() ? answer : CompletableFuture.<T>failedFuture(silence))
          .toList();
    }
  }

  private static <T> int rank(CompletableFuture<T> answer) {
    if (!answer.isDone()) {
      return SILENT;
    }
    if (!answer.isCompletedExceptionally()) {
      return GIVEN;
    }
    return switch (Problem.behind(answer.exceptionNow(), "the other node").code().retry()) {
      case NEVER, AFTER_CORRECTION -> REFUSED;
      case LATER, SAME_REQUEST -> FAILED;
    };
  }
}
