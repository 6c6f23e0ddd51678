package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.ledger.codec.Bytes;

/// What a method ends in.
sealed interface Reply {
  int OK = 200;
  int CREATED = 201;
  int ACCEPTED = 202;

  /// With which code nothing was done, empty when it was.
  default Optional<ErrorCode> refusal() {
    return switch (this) {
      case Done _, File _, Told _, Streamed _ -> Optional.empty();
      case RegisterRefused(var problem, _) -> Optional.of(problem.code());
      case Failed(var problem) -> Optional.of(problem.code());
    };
  }

  /// It was done.
  ///
  /// @param value written as JSON
  record Done(int status, Object value) implements Reply {}

  /// What is kept, as it is.
  record File(String type, Bytes bytes) implements Reply {}

  /// It was done, and is told in the caller's language.
  record Told(int status, Function<Language, Object> value) implements Reply {}

  /// A register was refused whole.
  ///
  /// @param faults the first of them
  record RegisterRefused(Problem problem, List<RegisterFault> faults) implements Reply {}

  /// It is told as it happens, after the head of the answer.
  ///
  /// @param follower closed by who has told all
  record Streamed(EventFollower follower) implements Reply {}

  /// Nothing was done.
  record Failed(Problem problem) implements Reply {
    /// What is wrong with our machine is no concern of participants.
    public Failed {
      problem =
          switch (problem.code().category()) {
            case INTERNAL -> Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the bank's node");
            case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND, BUSY, UNAVAILABLE, UNKNOWN_OUTCOME ->
                problem;
          };
    }
  }
}
