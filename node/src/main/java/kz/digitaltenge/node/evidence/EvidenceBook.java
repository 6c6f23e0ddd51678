package kz.digitaltenge.node.evidence;

import java.util.function.Supplier;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.evidence.Evidence;

/// Where a node keeps what shows that another misbehaved.
///
/// Any thread may call; a call may write to disk, never throws, and never decides anything: a
/// payment goes the same way whether or not evidence could be kept.
@FunctionalInterface
public interface EvidenceBook {
  /// Keeps nothing.
  EvidenceBook NONE = (_, _) -> {};

  /// Judges the evidence, and keeps it when it proves something that is not known yet.
  ///
  /// @param suspect whom it is expected to name; a node that fills its share adds nothing more
  /// @param evidence made only when there is room for it
  void found(NodeId suspect, Supplier<Evidence> evidence);
}
