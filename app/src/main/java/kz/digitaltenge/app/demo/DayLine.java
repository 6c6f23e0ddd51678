package kz.digitaltenge.app.demo;

import kz.digitaltenge.api.error.Problem;

/// A line of a day's file that says something: a row, or why it is none.
///
/// Lines are counted from 1, comments and blank ones included, as an editor counts them.
public sealed interface DayLine {
  long number();

  record Good(long number, DayRow row) implements DayLine {}

  record Bad(long number, Problem problem) implements DayLine {}
}
