package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.Optional;

/// Some customers, by reference.
///
/// @param next ask for those whose reference comes after it to go on; empty when nothing is left. A
///   part may be short or empty and still have a next one: so much is looked at for one part and no
///   more
public record CustomerPart(List<CustomerLine> lines, Optional<String> next) {
  public CustomerPart {
    lines = List.copyOf(lines);
  }
}
