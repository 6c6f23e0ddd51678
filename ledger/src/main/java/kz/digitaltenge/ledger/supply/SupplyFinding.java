package kz.digitaltenge.ledger.supply;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;

/// What is wrong with a supply proof, and with whom.
public sealed interface SupplyFinding {
  /// The parameters do not lead from the network's genesis to the cut.
  record ParametersFalse() implements SupplyFinding {}

  /// A head is not signed by a majority of the notary, is of another network, or does not come
  /// after the cut.
  record HeadFalse(String which) implements SupplyFinding {}

  /// No majority of the notary's members says what is live at the cut.
  record LiveSetUnproven() implements SupplyFinding {}

  /// Not signed by the node, of another network or of another cut: anybody can have put it there.
  record StatementFalse(NodeId node) implements SupplyFinding {}

  /// (a) The nodes' references are not exactly those that are live.
  record SetsDiffer(long claimed, long live) implements SupplyFinding {}

  /// (a) Nobody claims a live reference.
  ///
  /// @param charged whose attestation created it, or whose custody it is in
  record Unclaimed(StateRef reference, Set<NodeId> charged) implements SupplyFinding {}

  /// (a) Two nodes claim it.
  ///
  /// @param charged those of them who do not look after it; both when its custodian is not shown
  record ClaimedTwice(StateRef reference, Set<NodeId> charged) implements SupplyFinding {}

  /// (a) A node claims what is not live.
  record NotLive(StateRef reference, NodeId node) implements SupplyFinding {}

  /// (a) A node's trees hold another number of references than it claims.
  record CountsDiffer(NodeId node, BigInteger inTrees, long claimed) implements SupplyFinding {}

  /// (b) What the node has is not what came less what went.
  record SumOffPosition(NodeId node, Asset asset, long sum, BigInteger position)
      implements SupplyFinding {}

  /// (b) More went out than ever came in.
  record PositionNegative(NodeId node, Asset asset, BigInteger position) implements SupplyFinding {}

  /// (b) Only the issuer issues and redeems.
  record IssuedByAnother(NodeId node, Asset asset) implements SupplyFinding {}

  /// (c) Two nodes do not tell the same of what passed between them.
  record PairDiffers(Asset asset, NodeId from, NodeId to, long sent, long received)
      implements SupplyFinding {}

  /// (c) What lies behind a side's total does not come to it, by its own words.
  record PairNotAsStated(Asset asset, NodeId from, NodeId to, Set<NodeId> charged)
      implements SupplyFinding {}

  /// (c) The transaction on which the two differ.
  ///
  /// @param passed where it is, as one of them lists it
  /// @param sent what the giving side lists for it
  /// @param received what the receiving side does
  /// @param ledger what the transaction itself says, when it is shown
  /// @param charged who lists something else than the ledger says; both when it is not shown
  record TransactionDiffers(
      Pair pair, Passed passed, long sent, long received, OptionalLong ledger, Set<NodeId> charged)
      implements SupplyFinding {}

  /// (d) The nodes together have something else than was issued and not redeemed.
  record SupplyDiffers(Asset asset, BigInteger sums, BigInteger circulating)
      implements SupplyFinding {}

  /// (d) A register that the issuer committed to says something else than its statement.
  record RegisterDiffers(NodeId node, Asset asset) implements SupplyFinding {}

  /// (d) No opening shows what is in the asset's register.
  record RegisterNotShown(NodeId node, Asset asset) implements SupplyFinding {}

  /// (e) A leaf that was drawn is not opened: it was not shown, or was changed or taken out since.
  record LeafNotOpened(NodeId node, Asset asset, long rank) implements SupplyFinding {}

  /// (e) What a leaf that was drawn shows of its creation proves nothing, for it or against it.
  record OpeningFalse(NodeId node, Asset asset, StateRef reference, String why)
      implements SupplyFinding {}

  /// (e) A leaf that the node committed to is not what the ledger provably says.
  record LeafFalse(NodeId node, Asset asset, StateRef reference, String why)
      implements SupplyFinding {}

  /// Who has to answer for it, by words that it signed; empty when whoever made, kept or carried
  /// the proof may have been at fault.
  default Set<NodeId> charged() {
    return switch (this) {
      case ParametersFalse _,
          HeadFalse _,
          LiveSetUnproven _,
          StatementFalse _,
          SetsDiffer _,
          SupplyDiffers _,
          RegisterNotShown _,
          LeafNotOpened _,
          OpeningFalse _ ->
          Set.of();
      case Unclaimed(_, Set<NodeId> charged) -> charged;
      case ClaimedTwice(_, Set<NodeId> charged) -> charged;
      case NotLive(_, NodeId node) -> Set.of(node);
      case CountsDiffer(NodeId node, _, _) -> Set.of(node);
      case SumOffPosition(NodeId node, _, _, _) -> Set.of(node);
      case PositionNegative(NodeId node, _, _) -> Set.of(node);
      case IssuedByAnother(NodeId node, _) -> Set.of(node);
      case PairDiffers(_, NodeId from, NodeId to, _, _) -> new TreeSet<>(List.of(from, to));
      case PairNotAsStated(_, _, _, Set<NodeId> charged) -> charged;
      case TransactionDiffers(_, _, _, _, _, Set<NodeId> charged) -> charged;
      case RegisterDiffers(NodeId node, _) -> Set.of(node);
      case LeafFalse(NodeId node, _, _, _) -> Set.of(node);
    };
  }

  /// One sentence for people.
  default String sentence() {
    return switch (this) {
      case ParametersFalse() -> "The network parameters do not lead from the genesis to the cut.";
      case HeadFalse(String which) -> "The %s is not a head of this log.".formatted(which);
      case LiveSetUnproven() -> "No majority of the notary says what is live at the cut.";
      case StatementFalse(NodeId node) ->
          "The file holds a statement in %s's name that it did not sign for this cut: the file was changed, or was false when made; this accuses nobody."
              .formatted(node);
      case SetsDiffer(long claimed, long live) ->
          "The nodes claim %d references, and not exactly the %d that are live."
              .formatted(claimed, live);
      case Unclaimed(StateRef reference, Set<NodeId> charged) ->
          "Nobody claims %s, which %s attested.".formatted(reference, charged);
      case ClaimedTwice(StateRef reference, Set<NodeId> charged) ->
          "%s is claimed twice, wrongly by %s.".formatted(reference, charged);
      case NotLive(StateRef reference, NodeId node) ->
          "%s claims %s, which is not live.".formatted(node, reference);
      case CountsDiffer(NodeId node, BigInteger inTrees, long claimed) ->
          "%s claims %d references, and its trees hold %d.".formatted(node, claimed, inTrees);
      case SumOffPosition(NodeId node, Asset asset, long sum, BigInteger position) ->
          "%s has %d of %s, and its position is %d.".formatted(node, sum, asset.code(), position);
      case PositionNegative(NodeId node, Asset asset, BigInteger position) ->
          "%s has passed on more %s than it ever got: its position is %d."
              .formatted(node, asset.code(), position);
      case IssuedByAnother(NodeId node, Asset asset) ->
          "%s says that it issued or redeemed %s.".formatted(node, asset);
      case PairDiffers(Asset asset, NodeId from, NodeId to, long sent, long received) ->
          "%s says it sent %d of %s to %s, which says it received %d."
              .formatted(from, sent, asset.code(), to, received);
      case PairNotAsStated(Asset asset, NodeId from, NodeId to, Set<NodeId> charged) ->
          "%s shows something else than it stated of the %s that passed from %s to %s."
              .formatted(charged, asset.code(), from, to);
      case TransactionDiffers(
              Pair pair,
              Passed passed,
              long sent,
              long received,
              OptionalLong ledger,
              Set<NodeId> charged) ->
          "Of transaction %s at log position %d %s says it sent %d of %s, and %s that it received %d; %s."
              .formatted(
                  passed.transaction(),
                  passed.position(),
                  pair.from(),
                  sent,
                  pair.asset().code(),
                  pair.to(),
                  received,
                  ledger.isPresent()
                      ? "the ledger says %d, against %s".formatted(ledger.getAsLong(), charged)
                      : "nobody shows it");
      case SupplyDiffers(Asset asset, BigInteger sums, BigInteger circulating) ->
          "The nodes have %d of %s, and %d is in circulation."
              .formatted(sums, asset.code(), circulating);
      case RegisterDiffers(NodeId node, Asset asset) ->
          "%s shows a register of %s that does not say what its statement says."
              .formatted(node, asset.code());
      case RegisterNotShown(NodeId node, Asset asset) ->
          "No opening in this file shows the register of %s that %s keeps; this accuses nobody."
              .formatted(asset.code(), node);
      case LeafNotOpened(NodeId node, Asset asset, long rank) ->
          "Leaf %d of the %s of %s was drawn and is not opened in this file; this accuses nobody."
              .formatted(rank, asset.code(), node);
      case OpeningFalse(NodeId node, Asset asset, StateRef reference, String why) ->
          "An opening in this file does not hold: of %s, %s of %s, %s; this accuses nobody."
              .formatted(reference, asset.code(), node, why);
      case LeafFalse(NodeId node, Asset asset, StateRef reference, String why) ->
          "%s claims %s of %s, but %s.".formatted(node, reference, asset.code(), why);
    };
  }
}
