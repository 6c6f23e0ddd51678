package kz.digitaltenge.node.mandate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Hands;
import kz.digitaltenge.api.task.Tasks;

/// Tries approved payments that are held up once more: those to different banks side by side, those
/// to one bank one after the other, and no more of them when it does not answer.
///
/// @param tasks that each work for one bank after the other
record HeldUp(Tasks tasks) {
  static final int BANKS_AT_ONCE = 16;

  /// Returns when all were tried.
  ///
  /// @param tried pays one, and says what still stands in its way
  void goOn(List<Filed> approved, Function<Filed, Optional<Problem>> tried) {
    Queue<Deque<Filed>> banks = new ConcurrentLinkedQueue<>(byBank(approved).values());
    if (!banks.isEmpty()) {
      new Hands("approved payments", Math.min(banks.size(), BANKS_AT_ONCE), tasks)
          .work(() -> Optional.ofNullable(banks.poll()), bank -> toOneBank(bank, tried));
    }
  }

  private static Map<String, Deque<Filed>> byBank(List<Filed> approved) {
    return approved.stream()
        .collect(
            Collectors.groupingBy(
                HeldUp::banks, LinkedHashMap::new, Collectors.toCollection(ArrayDeque::new)));
  }

  /// Those that must answer for it to be paid.
  private static String banks(Filed filed) {
    return switch (filed.matter()) {
      case Matter.Payment payment ->
          payment.order().legs().stream()
              .map(leg -> leg.payee().bankCode())
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
      case Matter.Register _, Matter.Standing _ -> "";
    };
  }

  private static void toOneBank(Deque<Filed> bank, Function<Filed, Optional<Problem>> tried) {
    boolean answers = true;
    while (answers && !bank.isEmpty()) {
      answers = tried.apply(bank.remove()).filter(HeldUp::isSilence).isEmpty();
    }
  }

  private static boolean isSilence(Problem problem) {
    return switch (problem.code().category()) {
      case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> true;
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND -> false;
    };
  }
}
