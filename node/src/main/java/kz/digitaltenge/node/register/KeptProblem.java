package kz.digitaltenge.node.register;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// A problem as it is kept, so that it can be told in any language later.
public final class KeptProblem {
  private static final String BETWEEN = "\u001f";

  private KeptProblem() {}

  /// The values, to be kept beside the code.
  public static String values(Problem problem) {
    return problem.values().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue().replace("\0", "").replace(BETWEEN, " "))
        .collect(Collectors.joining(BETWEEN));
  }

  /// What was kept.
  public static Problem of(int code, String values) {
    return find(code, values).orElseThrow();
  }

  /// The same; empty when a newer build kept a code that this one does not know.
  public static Optional<Problem> find(int code, String values) {
    Map<String, String> read = new LinkedHashMap<>();
    for (String each : values.isEmpty() ? new String[0] : values.split(BETWEEN, -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        read.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return ErrorCode.ofNumber(code).map(known -> new Problem(known, read));
  }
}
