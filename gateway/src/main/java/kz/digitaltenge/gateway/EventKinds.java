package kz.digitaltenge.gateway;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.EventLine.Kind;

/// Which events somebody wants to read: those of some kinds, or all, also of kinds that only the
/// node knows.
record EventKinds(Set<Kind> kinds) {
  static final String NAME = "kinds";

  private static final EventKinds ALL = new EventKinds(Set.of());

  /// As they stand in a query, commas between.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` for one that is none
  static EventKinds of(Optional<String> text) {
    if (text.isEmpty()) {
      return ALL;
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : text.get().split(",", -1)) {
      kinds.add(
          Kind.known().stream()
              .filter(kind -> kind.name().equals(name))
              .findFirst()
              .orElseThrow(() -> Malformed.field(NAME, "there is no kind " + name)));
    }
    return new EventKinds(kinds);
  }

  boolean wants(EventLine event) {
    return kinds.isEmpty() || kinds.contains(event.kind());
  }
}
