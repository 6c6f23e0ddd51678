package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Which method answers which path.
record Routes(List<Route> all) {
  private static final String OPEN = "{id}";

  Routes {
    all = List.copyOf(all);
  }

  /// What is done for a call.
  @FunctionalInterface
  interface Method {
    Reply answer(Call call);
  }

  /// @param path whose last part may be left open as `{id}`
  record Route(String method, String path, Method answering) {
    /// The open part of a path of this route, empty for one without; nothing for another path.
    private Optional<String> placeIn(String asked) {
      int open = path.indexOf(OPEN);
      if (open < 0) {
        return path.equals(asked) ? Optional.of("") : Optional.empty();
      }
      String before = path.substring(0, open);
      String after = path.substring(open + OPEN.length());
      if (!asked.startsWith(before)
          || !asked.endsWith(after)
          || asked.length() <= before.length() + after.length()) {
        return Optional.empty();
      }
      return Optional.of(asked.substring(before.length(), asked.length() - after.length()))
          .filter(place -> place.indexOf('/') < 0);
    }
  }

  /// What a request is counted as: never a word of the caller's own.
  record Name(String method, String path) {
    static final Name OTHER = new Name("OTHER", "OTHER");
  }

  Name name(String method, String path) {
    return all.stream()
        .filter(route -> route.method().equals(method) && route.placeIn(path).isPresent())
        .findFirst()
        .map(route -> new Name(route.method(), route.path()))
        .orElse(Name.OTHER);
  }

  Reply answer(Call call) {
    List<Route> there =
        all.stream().filter(route -> route.placeIn(call.path()).isPresent()).toList();
    if (there.isEmpty()) {
      return new Reply.Failed(Problem.of(ErrorCode.UNKNOWN_PATH, "path", call.path()));
    }
    Optional<Route> found =
        there.stream().filter(route -> route.method().equals(call.method())).findFirst();
    return found.isPresent()
        ? answer(found.get(), call)
        : new Reply.Failed(
            Problem.of(
                ErrorCode.METHOD_NOT_OFFERED,
                "path",
                call.path(),
                "method",
                call.method(),
                "offered",
                there.stream().map(Route::method).collect(Collectors.joining(", "))));
  }

  private static Reply answer(Route route, Call call) {
    if (!call.fields().precondition().isEmpty()) {
      throw Malformed.field(ApiFields.IF_MATCH, "no method here takes a condition");
    }
    if (route.method().equals("GET") && !call.body().isEmpty()) {
      throw Malformed.body("a GET has none");
    }
    return route.answering().answer(call.at(route.placeIn(call.path()).orElseThrow()));
  }
}
