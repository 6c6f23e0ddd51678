package kz.digitaltenge.app.scenario;

/// How large the register is that a company pays.
///
/// @param people who are paid, each by one line at least
/// @param lines of the register; each person has as many as any other, or one more
record RegisterSize(int people, int lines) {
  RegisterSize {
    if (people < 1 || lines < people) {
      throw new IllegalArgumentException(lines + " lines do not pay " + people + " people");
    }
  }

  /// How many lines pay the person at a place from 0.
  int linesOf(int person) {
    return lines / people + (person < lines % people ? 1 : 0);
  }
}
