package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.error.Problem;

/// What became of a register that was handed in.
public sealed interface RegisterUpload {
  /// It is on disk, and is paid without anybody asking again.
  record Taken(RegisterLine register) implements RegisterUpload {}

  /// Nothing of it is kept or paid.
  ///
  /// @param faults the first of them, by row
  record Refused(Problem problem, List<RegisterFault> faults) implements RegisterUpload {
    /// So many faults are told at most.
    public static final int FAULTS_MAX = 100;
  }
}
