package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;

/// Which method answers which path.
///
/// @param turns of the changes of one resource
record Routes(List<Route> all, Turns turns) {
  private static final String GET = "GET";
  private static final String OPEN = "{id}";

  Routes {
    all = List.copyOf(all);
  }

  Routes(List<Route> all) {
    this(all, new Turns(Turns.PATIENCE));
  }

  /// What is done for a call.
  @FunctionalInterface
  interface Method {
    Reply answer(Call call);
  }

  /// @param path one part of which may be left open as `{id}`
  /// @param changes the path of the resource that it changes, so that it takes conditions; empty
  ///   when it takes none
  record Route(String method, String path, Method answering, String changes) {
    Route(String method, String path, Method answering) {
      this(method, path, answering, "");
    }

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

  private Reply answer(Route route, Call call) {
    String condition = call.fields().precondition();
    if (route.method().equals(GET) && !call.body().isEmpty()) {
      throw Malformed.body("a GET has none");
    }
    if (!condition.isEmpty() && route.changes().isEmpty()) {
      throw Malformed.field(ApiFields.IF_MATCH, "this method takes no condition");
    }
    if (!condition.isEmpty() && !EntityTag.isCondition(condition)) {
      throw Malformed.field(ApiFields.IF_MATCH, "it is neither * nor what an ETag was");
    }
    Call placed = call.at(PercentText.decoded(route.placeIn(call.path()).orElseThrow()));
    if (route.changes().isEmpty()) {
      return route.answering().answer(placed);
    }
    Call reading = placed.reading(route.changes().replace(OPEN, placed.id()));
    // By name of the participant too: no other may see by waiting that something is there.
    return turns.during(
        call.party() + " " + reading.path(),
        !condition.isEmpty(),
        () -> {
          if (!condition.isEmpty()) {
            requireAsRead(route.changes(), reading, condition);
          }
          return route.answering().answer(placed);
        });
  }

  private void requireAsRead(String changed, Call reading, String condition) {
    Route read =
        all.stream()
            .filter(route -> route.method().equals(GET) && route.path().equals(changed))
            .findFirst()
            .orElseThrow();
    // Of what can be changed no word depends on the caller's language.
    Answer now = Answer.of(read.answering().answer(reading), Language.EN);
    if (!EntityTag.of(now.body()).meets(condition)) {
      throw Problem.of(ErrorCode.RESOURCE_CHANGED, "path", reading.path()).exception();
    }
  }
}
