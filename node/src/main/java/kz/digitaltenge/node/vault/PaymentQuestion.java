package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// Which payments of the bank's accounts are looked for: those that have come to their end, as each
/// account saw them. What is empty does not narrow.
///
/// @param outcome how they ended
/// @param from not before this time, by the notary
/// @param until before this time
/// @param bank that the other side is at
/// @param least the smallest sum
/// @param most the largest sum
public record PaymentQuestion(
    Optional<AccountId> account,
    Optional<Movement.Direction> direction,
    Optional<Settlement.Outcome> outcome,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<NodeId> bank,
    Optional<Amount> least,
    Optional<Amount> most) {
  /// All of them.
  public static final PaymentQuestion ALL =
      new PaymentQuestion(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// Whether more than an account's own rows must be looked at, some of which are not meant.
  boolean isNarrow() {
    return direction.isPresent()
        || outcome.isPresent()
        || from.isPresent()
        || until.isPresent()
        || bank.isPresent()
        || least.isPresent()
        || most.isPresent();
  }

  /// Whether a payment is one of those.
  ///
  /// @param self the bank's own node
  boolean means(PaymentPage.Line found, NodeId self) {
    return outcome.filter(each -> each != found.outcome()).isEmpty()
        && means(found.line(), found.peers(), self);
  }

  /// Whether one of these looks is meant, whatever its end.
  ///
  /// @param peers the nodes of the other side; empty when it is of this bank
  /// @param self the bank's own node
  public boolean means(HistoryPage.Line line, List<NodeId> peers, NodeId self) {
    Movement movement = line.movement();
    List<NodeId> banks = peers.isEmpty() ? List.of(self) : peers;
    return account.filter(each -> !each.equals(movement.account())).isEmpty()
        && direction.filter(each -> each != movement.direction()).isEmpty()
        && from.filter(line.at()::isBefore).isEmpty()
        && until.filter(each -> !line.at().isBefore(each)).isEmpty()
        && bank.filter(each -> !banks.contains(each)).isEmpty()
        && least.filter(each -> movement.amount().compareTo(each) < 0).isEmpty()
        && most.filter(each -> movement.amount().compareTo(each) > 0).isEmpty();
  }
}
