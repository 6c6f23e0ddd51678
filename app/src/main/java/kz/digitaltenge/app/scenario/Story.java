package kz.digitaltenge.app.scenario;

import java.util.ArrayList;
import java.util.List;

/// What a scenario saw, in sentences that somebody can check: ids, account numbers, sums, codes.
final class Story {
  private final List<String> seen = new ArrayList<>();

  // The annotation asked for would be the only use of one more library.
  @SuppressWarnings("AnnotateFormatMethod")
  void saw(String sentence, Object... values) {
    seen.add(sentence.formatted(values));
  }

  /// Notes a sentence as it is.
  void tell(String sentence) {
    seen.add(sentence);
  }

  /// Notes that something is so.
  ///
  /// @throws NotSoException when it is not
  // As above.
  @SuppressWarnings("AnnotateFormatMethod")
  void require(boolean isSo, String sentence, Object... values) {
    if (!isSo) {
      throw new NotSoException("It is not so: " + sentence.formatted(values));
    }
    saw(sentence, values);
  }

  List<String> sentences() {
    return List.copyOf(seen);
  }
}
