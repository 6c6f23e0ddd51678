package kz.digitaltenge.gateway;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// What a method ends in.
sealed interface Reply {
  int OK = 200;
  int CREATED = 201;
  int ACCEPTED = 202;

  /// It was done.
  ///
  /// @param value written as JSON
  record Done(int status, Object value) implements Reply {}

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
