package kz.digitaltenge.app.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Reads which parts of the benchmark are wanted.
final class BenchParts {
  private static final String ALL = "all";

  private BenchParts() {}

  /// The parts named, or the standard part when none is.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when a name is none of a part
  static Set<BenchPart> of(List<String> names) {
    if (names.isEmpty()) {
      return EnumSet.of(BenchPart.STANDARD);
    }
    var parts = EnumSet.noneOf(BenchPart.class);
    for (String name : names) {
      if (name.equals(ALL)) {
        return EnumSet.allOf(BenchPart.class);
      }
      parts.add(part(name));
    }
    return parts;
  }

  private static BenchPart part(String name) {
    return Arrays.stream(BenchPart.values())
        .filter(part -> part.option().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.MALFORMED_REQUEST,
                        "field",
                        "PART",
                        "reason",
                        "'%s' is none of %s, %s".formatted(name, names(), ALL))
                    .exception());
  }

  private static String names() {
    return Arrays.stream(BenchPart.values())
        .map(BenchPart::option)
        .collect(Collectors.joining(", "));
  }
}
