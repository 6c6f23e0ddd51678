package kz.digitaltenge.notary;

import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.evidence.Evidence;

/// Keeps what shows a third party that a member of the notary signed what cannot be true.
///
/// Any thread calls. A call may write to disk, never throws, and never decides anything.
@FunctionalInterface
public interface Accuser {
  /// Keeps nothing.
  Accuser NOBODY = _ -> {};

  /// Takes evidence whose signatures were verified; the same may come again.
  void accuse(Evidence.TwoHeads evidence);

  /// Told by a member of parameters in force that a judge will need; the same may come again.
  default void adopt(SignedParameters parameters) {}
}
