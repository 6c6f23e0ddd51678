package kz.digitaltenge.trust.signed;

import java.util.Optional;
import kz.digitaltenge.api.error.Problem;

/// Whether a participant is let in now, asked once it is sure who signed and before anything is
/// kept of the message.
@FunctionalInterface
public interface Entrance {
  /// Everybody is.
  Entrance OPEN = _ -> Optional.empty();

  /// Why not; empty when the participant is let in, who may then still be refused.
  Optional<Problem> refusal(String participant);
}
