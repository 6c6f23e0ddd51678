package kz.digitaltenge.ledger.supply;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// (c), when it does not hold: who of a pair is wrong, by what both have signed and the ledger
/// says.
///
/// Words that are missing or not a side's own decide nothing: then either may be wrong.
final class PairCheck {
  private final SupplyProof proof;
  private final Hash networkId;
  private final Map<Integer, NetworkParameters> epochs;
  private final SignatureVerifier verifier;

  PairCheck(
      SupplyProof proof,
      Hash networkId,
      Map<Integer, NetworkParameters> epochs,
      SignatureVerifier verifier) {
    this.proof = proof;
    this.networkId = networkId;
    this.epochs = epochs;
    this.verifier = verifier;
  }

  /// What is found out about a pair that states different totals.
  SupplyFinding settle(Pair pair, long sent, long received) {
    return proof.pairDisputes().stream()
        .filter(dispute -> dispute.pair().equals(pair))
        .findFirst()
        .flatMap(dispute -> settle(dispute, sent, received))
        .orElseGet(
            () ->
                new SupplyFinding.PairDiffers(
                    pair.asset(), pair.from(), pair.to(), sent, received));
  }

  private Optional<SupplyFinding> settle(PairDispute dispute, long sent, long received) {
    Pair pair = dispute.pair();
    if (!agreedBefore(dispute)) {
      return Optional.empty();
    }
    long from = dispute.before().isEmpty() ? 0 : dispute.before().getFirst().cut().head().size();
    long agreed =
        dispute.before().isEmpty()
            ? 0
            : pair.statedBy(dispute.before().getFirst().said().statement());
    var stretch = new Stretch(from, proof.position());
    long oneHas = sent - agreed;
    long otherHas = received - agreed;
    for (int i = 0; i < Math.min(dispute.given().size(), dispute.got().size()); i++) {
      PairPart one = dispute.given().get(i);
      PairPart other = dispute.got().get(i);
      if (!isWord(one, pair, pair.from(), stretch) || !isWord(other, pair, pair.to(), stretch)) {
        return Optional.empty();
      }
      var wrong = new TreeSet<NodeId>();
      if (!comesTo(one, oneHas)) {
        wrong.add(pair.from());
      }
      if (!comesTo(other, otherHas)) {
        wrong.add(pair.to());
      }
      if (!wrong.isEmpty()) {
        return Optional.of(
            new SupplyFinding.PairNotAsStated(pair.asset(), pair.from(), pair.to(), wrong));
      }
      if (one.isList() && other.isList()) {
        return PairSearch.firstDifference(one, other)
            .map(passed -> byTheLedger(dispute, passed, one, other));
      }
      Optional<Stretch> next = PairDispute.narrower(one, other);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      int number = stretch.parts().indexOf(next.get());
      oneHas = one.part(number);
      otherHas = other.part(number);
      stretch = next.get();
    }
    return Optional.empty();
  }

  private boolean agreedBefore(PairDispute dispute) {
    if (dispute.before().isEmpty()) {
      return true;
    }
    LastWord one = dispute.before().getFirst();
    LastWord other = dispute.before().getLast();
    Pair pair = dispute.pair();
    return one.node().equals(pair.from())
        && other.node().equals(pair.to())
        && one.cut().equals(other.cut())
        && one.cut().head().size() <= proof.position()
        && one.holds(networkId, epochs, verifier)
        && other.holds(networkId, epochs, verifier)
        && pair.statedBy(one.said().statement()) == pair.statedBy(other.said().statement());
  }

  private boolean isWord(PairPart part, Pair pair, NodeId node, Stretch stretch) {
    return part.networkId().equals(networkId)
        && part.node().equals(node)
        && part.cut().equals(NodeStatement.cut(proof.cut().head()))
        && part.pair().equals(pair)
        && part.stretch().equals(stretch)
        && Optional.ofNullable(epochs.get(proof.cut().head().epoch()))
            .flatMap(parameters -> parameters.participant(node))
            .map(Participant::identityKey)
            .map(key -> part.verifies(key, verifier))
            .orElse(false);
  }

  private static boolean comesTo(PairPart part, long tiyn) {
    try {
      return part.tiyn() == tiyn;
    } catch (ArithmeticException _) {
      return false;
    }
  }

  private SupplyFinding byTheLedger(
      PairDispute dispute, Passed passed, PairPart given, PairPart got) {
    Pair pair = dispute.pair();
    long sent = given.tiyn(passed.position(), passed.transaction());
    long received = got.tiyn(passed.position(), passed.transaction());
    OptionalLong ledger =
        dispute
            .witness()
            .filter(witness -> witness.decision().id().equals(passed.transaction()))
            .filter(witness -> LeafCheck.isLogged(witness.decision(), networkId, epochs, verifier))
            .map(
                witness ->
                    witness.decision().position() == passed.position()
                        ? witness.tiyn(pair)
                        : OptionalLong.of(0))
            .orElseGet(OptionalLong::empty);
    var wrong = new TreeSet<NodeId>();
    if (ledger.isEmpty() || ledger.getAsLong() != sent) {
      wrong.add(pair.from());
    }
    if (ledger.isEmpty() || ledger.getAsLong() != received) {
      wrong.add(pair.to());
    }
    return new SupplyFinding.TransactionDiffers(pair, passed, sent, received, ledger, wrong);
  }
}
