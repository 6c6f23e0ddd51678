package kz.digitaltenge.api.operator;

import java.time.Instant;

/// An account as its operator sees it.
///
/// @param number in the form of a Kazakh IBAN
/// @param reference the customer as the opener knows it
public record AccountLine(String number, String reference, String name, Instant openedAt) {
  /// What one answer holds of them at most.
  public static final int LINES_MAX = 1_000;
}
