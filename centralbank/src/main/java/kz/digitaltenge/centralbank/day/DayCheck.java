package kz.digitaltenge.centralbank.day;

/// A step of a day's close: what must hold before the day can end. Blocking; taken again when it
/// did not pass.
public interface DayCheck {
  /// What was seen.
  ///
  /// @param evidence for people
  record Found(boolean passed, String evidence) {}

  String name();

  Found look();
}
