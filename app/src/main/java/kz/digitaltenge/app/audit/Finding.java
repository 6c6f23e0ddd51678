package kz.digitaltenge.app.audit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that is not as it must be, and where.
///
/// @param store whose and which store: `HSBKKZKX vault.entry`, `notary-1 decisions`
/// @param row which row of it; empty when the store as a whole is meant
/// @param column which part of the row; empty when the row as a whole is meant
/// @param what a sentence without its full stop
public record Finding(String store, String row, String column, String what) {
  @Override
  public String toString() {
    return Stream.of(store, row, column)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "))
        + ": "
        + what;
  }
}
