package kz.digitaltenge.node.payment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.account.KeyRing;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.account.Seats;
import kz.digitaltenge.node.vault.OwnState;
import org.jspecify.annotations.Nullable;

/// What the accounts of this node receive under, and who signs for what they hold.
///
/// A token under the account's quorum of today is signed for by the seats that agreed and by no
/// other, so that with one too few it cannot move. What an account holds from before its quorum was
/// changed moves by what is asked for today: the seats that agreed sign first, then as many others
/// as the token asks for. Within the account custody signs alone, under whatever quorum.
final class Custody {
  private final KeyRing keys;
  private final AccountGuard guard;

  Custody(KeyRing keys, AccountGuard guard) {
    this.keys = keys;
    this.guard = guard;
  }

  /// What the account receives under from now on.
  Condition condition(AccountId account, KeyLabel label) {
    return guard
        .quorum(account)
        .map(quorum -> Seats.condition(keys, account, label, quorum))
        .orElseGet(() -> new Condition.Signed(keys.address(account, label)));
  }

  /// Whose keys the plan's tokens name.
  Stream<Signer> signers(TransactionPlan plan) {
    Map<Quorum, Set<Integer>> chosen = new HashMap<>();
    return plan.inputs().stream()
        // A register has no one-time key: the approvals sign for it.
        .filter(input -> input.own().kind() == OwnState.Kind.TOKEN)
        .flatMap(
            input ->
                condition(input) instanceof Condition.AtLeast some
                    ? Seats.signers(
                        keys,
                        input.own().account(),
                        input.own().label(),
                        some,
                        chosen.computeIfAbsent(Seats.quorum(some), quorum -> seats(plan, quorum)))
                        .stream()
                    : Stream.of(owner(input)));
  }

  private Signer owner(TransactionPlan.Input input) {
    OwnState own = input.own();
    return keys.signer(
        own.account(),
        own.label(),
        condition(input) instanceof Condition.Signed signed
            ? signed.key()
            : keys.address(own.account(), own.label()));
  }

  private static @Nullable Condition condition(TransactionPlan.Input input) {
    return input.provenance() instanceof Provenance.Notarised(StateProof proof, _)
        ? proof.state().condition()
        : null;
  }

  private Set<Integer> seats(TransactionPlan plan, Quorum quorum) {
    boolean isWithin = plan.intent() instanceof Intent.Housekeeping;
    var seats = new TreeSet<Integer>();
    if (!isWithin) {
      seats.addAll(guard.agreed(plan.payer(), plan.payment()));
      seats.removeIf(seat -> seat >= quorum.seats());
    }
    if (isWithin || !guard.quorum(plan.payer()).equals(Optional.of(quorum))) {
      for (int seat = 0; seats.size() < quorum.required(); seat++) {
        seats.add(seat);
      }
    }
    return seats;
  }
}
