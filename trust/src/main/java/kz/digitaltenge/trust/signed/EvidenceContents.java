package kz.digitaltenge.trust.signed;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import kz.digitaltenge.ledger.crypto.Hash;

/// What is in the newest file of the evidence log. Not thread-safe.
final class EvidenceContents {
  private final Set<Hash> artefacts = new HashSet<>();
  private Instant newest = Instant.MIN;

  void add(KeptRecord record) {
    switch (record) {
      case KeptRecord.Artefact artefact -> artefacts.add(artefact.hash());
      case KeptRecord.Message message -> passed(message.at());
      case KeptRecord.Sent sent -> passed(sent.at());
      case KeptRecord.Outcome outcome -> passed(outcome.cameOf().at());
      case KeptRecord.Stamp _ -> {}
    }
  }

  void passed(Instant at) {
    newest = at.isAfter(newest) ? at : newest;
  }

  /// The latest time of what is there.
  Instant newest() {
    return newest;
  }

  boolean has(Hash artefact) {
    return artefacts.contains(artefact);
  }

  /// Whether it has only begun.
  boolean isEmpty() {
    return artefacts.isEmpty();
  }
}
