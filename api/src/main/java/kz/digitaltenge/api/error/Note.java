package kz.digitaltenge.api.error;

import java.util.Optional;

/// What people are told of how something stands: what it waits for, or why it came to nothing.
///
/// @param words in English when they are the platform's; what a person wrote, as it was written
/// @param problem what the words say, where it is known; what was noted by older builds are words
///   only
public record Note(String words, Optional<Problem> problem) {
  /// That there is nothing to say.
  public static final Note NONE = of("");

  public static Note of(String words) {
    return new Note(words, Optional.empty());
  }

  public static Note of(Problem problem) {
    return new Note(problem.message(), Optional.of(problem));
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /// The same for a person who reads that language.
  public String in(Language language) {
    return problem
        .map(known -> known.message(language))
        .orElseGet(() -> Reasons.in(language, words));
  }
}
