package kz.digitaltenge.notary.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Changes.DecidedAt;
import kz.digitaltenge.notary.core.Changes.LiveToken;

/// The state while one entry is judged: what the store had, overlaid by what earlier requests of
/// the entry did. Nothing is written from here; [NotaryCore] writes the sum of it.
final class Working {

  private final Standing standing;
  private final Instant logTime;
  private final Instant retainedFrom;
  private final Map<StateRef, Hash> tags;
  private final Map<TransactionId, Long> positions;
  private long nextPosition;

  private final List<StateRef> consumed = new ArrayList<>();
  private final Map<StateRef, Hash> created = new LinkedHashMap<>();
  private final List<DecidedAt> decided = new ArrayList<>();
  private final List<Hash> leaves = new ArrayList<>();

  Working(
      Standing standing,
      Instant logTime,
      Instant retainedFrom,
      LiveSet.Found found,
      long nextPosition) {
    this.standing = standing;
    this.logTime = logTime;
    this.retainedFrom = retainedFrom;
    this.tags = found.tags();
    this.positions = found.positions();
    this.nextPosition = nextPosition;
  }

  Standing standing() {
    return standing;
  }

  Instant logTime() {
    return logTime;
  }

  Instant retainedFrom() {
    return retainedFrom;
  }

  /// Where the next decision goes.
  long nextPosition() {
    return nextPosition;
  }

  OptionalLong positionOf(TransactionId id) {
    Long position = positions.get(id);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  Optional<Hash> tagOf(StateRef reference) {
    return Optional.ofNullable(tags.get(reference));
  }

  Ruling.Decided finalise(IdentifiedRequest request, IdentifiedRequest.Shown shown) {
    for (StateRef input : shown.inputs()) {
      consume(input);
    }
    for (int index = 0; index < shown.tags().size(); index++) {
      create(new StateRef(request.id(), index), shown.tags().get(index));
    }
    return decide(request, new Decision.Outcome.Finalised(), shown.inputs(), shown.tags());
  }

  Ruling.Decided voided(IdentifiedRequest request, Decision.Outcome.Voided outcome) {
    return decide(request, outcome, List.of(), List.of());
  }

  private void consume(StateRef reference) {
    tags.remove(reference);
    if (created.remove(reference) == null) {
      consumed.add(reference);
    }
  }

  private void create(StateRef reference, Hash tag) {
    tags.put(reference, tag);
    created.put(reference, tag);
  }

  private Ruling.Decided decide(
      IdentifiedRequest request,
      Decision.Outcome outcome,
      List<StateRef> inputs,
      List<Hash> outputTags) {
    Decision decision =
        new Decision(
            request.id(),
            outcome,
            inputs,
            outputTags,
            logTime,
            attesters(request.request().attestations()),
            standing.epoch());
    byte[] encoded = decision.encode();
    long position = nextPosition++;
    positions.put(request.id(), position);
    decided.add(new DecidedAt(position, request.id(), Bytes.ofTrusted(encoded)));
    leaves.add(decision.leafHash());
    return new Ruling.Decided(position, decision);
  }

  private static List<Attester> attesters(List<Attestation> attestations) {
    List<Attester> attesters = new ArrayList<>(attestations.size());
    for (Attestation each : attestations) {
      attesters.add(new Attester(each.node(), each.role()));
    }
    return attesters;
  }

  List<StateRef> consumed() {
    return consumed;
  }

  List<LiveToken> created() {
    List<LiveToken> tokens = new ArrayList<>(created.size());
    created.forEach((reference, tag) -> tokens.add(new LiveToken(reference, tag)));
    return tokens;
  }

  List<DecidedAt> decided() {
    return decided;
  }

  List<Hash> leaves() {
    return leaves;
  }
}
