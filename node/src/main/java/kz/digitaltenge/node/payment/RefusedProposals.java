package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.evidence.EvidenceJudge;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.node.peer.Propose;

/// Proposals whose content breaks a rule, for as long as their sender can still have them
/// notarised. A proposal is not signed by its sender and shows nothing; once the log has the
/// sender's word on it, it does.
///
/// In memory, a little for each peer: whoever proposes many false ones hides some of them, and none
/// of them is money.
final class RefusedProposals {
  private static final int PER_PEER_MAX = 32;
  private static final int BYTES_PER_PEER_MAX = 1 << 20;

  /// About as much as the proof of an input takes.
  private static final int PROOF_BYTES = 4096;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);

  /// How long after the end of the window the notary may take to say so.
  private static final Duration GIVE_UP = Duration.ofMinutes(2);

  private final NodeParts parts;
  private final Accusations accusations;
  // Guarded by this.
  private final Map<NodeId, List<Refused>> perPeer = new HashMap<>();

  private record Refused(
      NodeId peer,
      Transaction transaction,
      List<Provenance> provenance,
      int sizeBytes,
      Instant askAt,
      Duration pause) {
    Refused later(Instant now) {
      return new Refused(
          peer, transaction, provenance, sizeBytes, now.plus(pause), pause.multipliedBy(2));
    }

    Instant until() {
      return transaction.header().window().until();
    }
  }

  RefusedProposals(NodeParts parts, Accusations accusations) {
    this.parts = parts;
    this.accusations = accusations;
  }

  /// Remembers a proposal if its content alone breaks the rule, and there is room.
  void remember(NodeId peer, Propose request, Verdict.Rejected rejected) {
    if (!EvidenceJudge.isProvable(rejected.refusal())) {
      return;
    }
    Transaction transaction = request.transaction().transaction();
    int sizeBytes = transaction.encode().length + PROOF_BYTES * request.provenance().size();
    Instant askAt = parts.clock().instant().plus(FIRST_PAUSE);
    var refused =
        new Refused(peer, transaction, request.provenance(), sizeBytes, askAt, FIRST_PAUSE);
    synchronized (this) {
      List<Refused> known = perPeer.computeIfAbsent(peer, _ -> new ArrayList<>());
      int bytes = known.stream().mapToInt(Refused::sizeBytes).sum();
      boolean isNew =
          known.stream().noneMatch(each -> each.transaction.id().equals(transaction.id()));
      if (isNew && known.size() < PER_PEER_MAX && bytes + sizeBytes <= BYTES_PER_PEER_MAX) {
        known.add(refused);
      }
    }
  }

  /// Asks the notary about those that are due. Blocking.
  void askDue() {
    List<Refused> due = due(parts.clock().instant());
    List<CompletableFuture<NotaryAnswer>> answers =
        due.stream()
            .map(each -> parts.notary().status(each.transaction.tearOff(Set.of())))
            .toList();
    for (int i = 0; i < due.size(); i++) {
      conclude(due.get(i), answers.get(i));
    }
  }

  private synchronized List<Refused> due(Instant now) {
    var due = new ArrayList<Refused>();
    for (List<Refused> known : perPeer.values()) {
      known.stream().filter(each -> !each.askAt.isAfter(now)).forEach(due::add);
    }
    return due;
  }

  private void conclude(Refused refused, CompletableFuture<NotaryAnswer> asked) {
    NotaryAnswer answer;
    try {
      answer = parts.tasks().await(asked, ASK_TIMEOUT);
    } catch (NotaryForkException | PlatformException _) {
      answer = new NotaryAnswer.Unknown("no answer");
    }
    switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> accuse(refused, proof);
      case NotaryAnswer.Voided(FinalityProof proof) -> accuse(refused, proof);
      case NotaryAnswer.Never _, NotaryAnswer.Archived _, NotaryAnswer.Refused _ ->
          replace(refused, List.of());
      case NotaryAnswer.Busy _, NotaryAnswer.Unknown _ -> {
        Instant now = parts.clock().instant();
        boolean over = now.isAfter(refused.until().plus(GIVE_UP));
        replace(refused, over ? List.of() : List.of(refused.later(now)));
      }
    }
  }

  private void accuse(Refused refused, FinalityProof proof) {
    replace(refused, List.of());
    accusations.attested(refused.peer, refused.transaction, refused.provenance, proof);
  }

  private synchronized void replace(Refused refused, List<Refused> by) {
    List<Refused> known = perPeer.getOrDefault(refused.peer, new ArrayList<>());
    known.remove(refused);
    known.addAll(by);
    if (known.isEmpty()) {
      perPeer.remove(refused.peer);
    }
  }
}
