package kz.digitaltenge.centralbank.supply;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.supply.LastWord;
import kz.digitaltenge.ledger.supply.Pair;
import kz.digitaltenge.ledger.supply.PairDispute;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.PairSearch;
import kz.digitaltenge.ledger.supply.PairWitness;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// Finds out on which transaction two nodes differ that state different totals of what passed
/// between them, and has it shown.
final class PairDisputes {
  private static final System.Logger LOG = System.getLogger(PairDisputes.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /// Who lies to one usually lies to few; a cut is over before the next begins.
  private static final int PAIRS_MAX = 4;

  private final CutRound round;
  private final NotaryCuts notary;
  private final Tasks tasks;

  PairDisputes(CutRound round, NotaryCuts notary, Tasks tasks) {
    this.round = round;
    this.notary = notary;
    this.tasks = tasks;
  }

  /// @param before the last proof, if there is one
  List<PairDispute> of(SupplyProof proof, SupplyVerdict verdict, Optional<SupplyProof> before) {
    var search = new PairSearch(this::ask, this::show);
    var disputes = new ArrayList<PairDispute>();
    for (SupplyFinding finding : verdict.findings()) {
      if (finding instanceof SupplyFinding.PairDiffers(var asset, var from, var to, _, _)
          && !from.equals(to)
          && disputes.size() < PAIRS_MAX) {
        var pair = new Pair(asset, from, to);
        disputes.add(search.search(proof, pair, agreed(pair, before)));
      }
    }
    return disputes;
  }

  /// What both said when they last agreed: at the cut before this one, or what that one knew of it.
  private static List<LastWord> agreed(Pair pair, Optional<SupplyProof> before) {
    if (before.isEmpty()) {
      return List.of();
    }
    SupplyProof last = before.get();
    Optional<PairDispute> known =
        last.pairDisputes().stream().filter(each -> each.pair().equals(pair)).findFirst();
    if (known.isPresent()) {
      return known.get().before();
    }
    var words = new ArrayList<LastWord>();
    last.statement(pair.from()).ifPresent(said -> words.add(new LastWord(last.cut(), said)));
    last.statement(pair.to()).ifPresent(said -> words.add(new LastWord(last.cut(), said)));
    return pair.isAgreed(words) ? words : List.of();
  }

  private Optional<PairPart> ask(NodeId side, PairQuestion question) {
    return round.ask(
        side,
        desk -> desk.pair(round.self(), question),
        peer -> peer.wire().pair(peer.node(), question));
  }

  private Optional<PairWitness> show(TransactionId transaction) {
    FinalityProof decision;
    try {
      decision = tasks.await(notary.decided(transaction), TIMEOUT);
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "Nobody tells how %s was decided.".formatted(transaction));
      return Optional.empty();
    }
    var nodes = new LinkedHashSet<NodeId>();
    decision.decision().attesters().stream().map(Attester::node).forEach(nodes::add);
    return nodes.stream()
        .flatMap(node -> outputs(node, decision).stream())
        .map(outputs -> new PairWitness(decision, outputs))
        .findFirst();
  }

  /// All of them, or nothing.
  private Optional<List<StateProof>> outputs(NodeId node, FinalityProof decision) {
    var outputs = new ArrayList<StateProof>();
    for (int index = 0; index < decision.decision().created(); index++) {
      var reference = new StateRef(decision.id(), index);
      Optional<StateProof> shown =
          round.ask(
              node,
              desk -> desk.show(round.self(), reference),
              peer -> peer.wire().show(peer.node(), reference));
      if (shown.isEmpty()) {
        return Optional.empty();
      }
      outputs.add(shown.get());
    }
    return Optional.of(outputs);
  }
}
